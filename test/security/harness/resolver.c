/* Preloaded into the gateway by the tests: what names mean is written in a file, and every address that
 * anything connects to is written to another. No byte leaves this machine: whoever connects elsewhere than
 * to loopback is refused here, after it has been written down.
 *
 *   RG_TEST_NAMES     lines of "name address address ..."; each lookup of the name gives the next one,
 *                     the last one for good: a name that rebinds. "a|b" gives both at once.
 *   RG_TEST_CONNECTS  one line per connect(2): the address
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <netdb.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { kNamesMax = 512 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct {
  char name[128];
  int lookups;
} asked[kNamesMax];

typedef int (*GetAddrInfo)(const char *, const char *, const struct addrinfo *, struct addrinfo **);
typedef int (*Connect)(int, const struct sockaddr *, socklen_t);

/* How often `name` was looked up before. */
static int count(const char *name) {
  int before = 0;
  pthread_mutex_lock(&lock);
  for (int i = 0; i < kNamesMax; ++i) {
    if (asked[i].name[0] == 0) snprintf(asked[i].name, sizeof asked[i].name, "%s", name);
    if (strcmp(asked[i].name, name) != 0) continue;
    before = asked[i].lookups++;
    break;
  }
  pthread_mutex_unlock(&lock);
  return before;
}

/* What the file says of `name` this time: 1 and the addresses, 0 when it does not know it. */
static int answer(const char *name, char *out, size_t size) {
  const char *path = getenv("RG_TEST_NAMES");
  FILE *file = path ? fopen(path, "r") : NULL;
  char line[1024];
  int found = 0;
  while (file && !found && fgets(line, sizeof line, file)) {
    char *rest = NULL;
    const char *first = strtok_r(line, " \n", &rest);
    if (!first || strcmp(first, name) != 0) continue;
    int skip = count(name);
    for (char *word = strtok_r(NULL, " \n", &rest); word; word = strtok_r(NULL, " \n", &rest)) {
      snprintf(out, size, "%s", word);
      found = 1;
      if (skip-- == 0) break;
    }
  }
  if (file) fclose(file);
  return found;
}

int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **out) {
  static GetAddrInfo real;
  if (!real) real = (GetAddrInfo)dlsym(RTLD_NEXT, "getaddrinfo");
  char addresses[1024];
  if (!node || !answer(node, addresses, sizeof addresses)) {
    /* Names that no test knows do not exist; numbers mean what the C library takes them for. */
    struct in_addr number;
    const int numeric = node && (strchr(node, ':') || inet_aton(node, &number));
    const int local = node && strcmp(node, "localhost") == 0;
    if (node && !numeric && !local) return EAI_NONAME;
    return real(node, service, hints, out);
  }
  struct addrinfo numeric = hints ? *hints : (struct addrinfo){0};
  numeric.ai_flags = AI_NUMERICHOST;
  struct addrinfo *head = NULL, **tail = &head;
  char *rest = NULL;
  for (char *one = strtok_r(addresses, "|", &rest); one; one = strtok_r(NULL, "|", &rest)) {
    if (real(one, service, &numeric, tail) != 0) return EAI_FAIL;
    while (*tail) tail = &(*tail)->ai_next;
  }
  *out = head;
  return 0;
}

int connect(int fd, const struct sockaddr *to, socklen_t size) {
  static Connect real;
  if (!real) real = (Connect)dlsym(RTLD_NEXT, "connect");
  char text[INET6_ADDRSTRLEN] = "";
  int loopback = 0;
  if (to->sa_family == AF_INET) {
    const struct in_addr *address = &((const struct sockaddr_in *)to)->sin_addr;
    inet_ntop(AF_INET, address, text, sizeof text);
    loopback = ntohl(address->s_addr) >> 24 == 127;
  } else if (to->sa_family == AF_INET6) {
    const struct in6_addr *address = &((const struct sockaddr_in6 *)to)->sin6_addr;
    inet_ntop(AF_INET6, address, text, sizeof text);
    loopback = IN6_IS_ADDR_LOOPBACK(address);
  } else {
    return real(fd, to, size);
  }
  const char *path = getenv("RG_TEST_CONNECTS");
  FILE *file = path ? fopen(path, "a") : NULL;
  if (file) {
    fprintf(file, "%s\n", text);
    fclose(file);
  }
  if (loopback) return real(fd, to, size);
  errno = ECONNREFUSED;
  return -1;
}

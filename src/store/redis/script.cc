#include "store/redis/script.h"

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <openssl/sha.h>

#include "core/crypto.h"

namespace rg::store::redis {
namespace lua {

// Made from the files by cmake/embed.cmake.
extern const std::string_view k_wide, k_bucket, k_sliding_window, k_fixed_window, k_counter,
    k_account, k_workspace, k_admit, k_extend, k_settle, k_sweep, k_install, k_ready, k_report;

}  // namespace lua

namespace {

// Redis names scripts by SHA-1; nothing is kept secret by it.
std::string Sha1(const std::string& text) {
  std::array<std::uint8_t, SHA_DIGEST_LENGTH> digest{};
  ::SHA1(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
  return ToHex(digest);
}

// A stretch of a Lua file that stands or goes as one: a function at the beginning of a line, with
// the comments before it, or what lies between two of them.
struct Piece {
  std::string_view text;
  std::string_view function;  // its name; "" for anything else
};

std::vector<Piece> Cut(std::string_view file) {
  constexpr std::string_view kBegin = "\nlocal function ";
  constexpr std::string_view kEnd = "\nend\n";
  std::vector<Piece> pieces;
  while (!file.empty()) {
    const std::size_t begin = file.find(kBegin);
    const std::size_t end = begin == file.npos ? file.npos : file.find(kEnd, begin);
    if (end == file.npos) {
      pieces.push_back({file, ""});
      break;
    }
    const std::string_view name = file.substr(begin + kBegin.size());
    pieces.push_back({file.substr(0, begin), ""});
    pieces.push_back(
        {file.substr(begin, end + kEnd.size() - begin), name.substr(0, name.find('('))});
    file.remove_prefix(end + kEnd.size());
  }
  return pieces;
}

// The library and the program, without the functions that nothing in it calls: Lua makes every
// function anew each time a script runs, which costs as much as a decision.
std::string Link(std::string_view main) {
  std::vector<Piece> pieces;
  for (const std::string_view file :
       {lua::k_wide, lua::k_bucket, lua::k_sliding_window, lua::k_fixed_window, lua::k_counter,
        lua::k_account, lua::k_workspace}) {
    for (const Piece& piece : Cut(file)) pieces.push_back(piece);
  }
  std::string linked(main);
  // What comes later may call what comes before.
  for (std::size_t i = pieces.size(); i-- > 0;) {
    const Piece& piece = pieces[i];
    const bool called = piece.function.empty() ||
                        linked.find(std::string(piece.function) + "(") != linked.npos ||
                        linked.find(std::string(piece.function) + ",") != linked.npos;
    if (called) linked.insert(0, piece.text);
  }
  return linked;
}

}  // namespace

Script::Script(std::string text) : source(std::move(text)), digest(Sha1(source)) {}

const Scripts& Scripts::Get() {
  static const Scripts scripts{.admit = Script(Link(lua::k_admit)),
                               .extend = Script(Link(lua::k_extend)),
                               .settle = Script(Link(lua::k_settle)),
                               .sweep = Script(Link(lua::k_sweep)),
                               .install = Script(Link(lua::k_install)),
                               .ready = Script(Link(lua::k_ready)),
                               .report = Script(Link(lua::k_report))};
  return scripts;
}

}  // namespace rg::store::redis

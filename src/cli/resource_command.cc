#include "cli/resource_command.h"

#include <optional>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "cli/command.h"
#include "cli/field_flags.h"
#include "cli/json_reader.h"
#include "cli/show.h"
#include "core/id.h"

namespace rg::cli {
namespace {

namespace json = boost::json;

// The commands over one kind of resource.
//
// One object per kind, shared by its verbs; it holds no state of a run.
class ResourceVerbs {
 public:
  ResourceVerbs(const ResourceView& view, const resource::Kind& kind)
      : view_(view),
        kind_(kind),
        create_(FieldFlags(kind.table(), config::Mode::kCreate)),
        update_(FieldFlags(kind.table(), config::Mode::kUpdate)) {}

  Outcome<int> List(Session& session) const {
    RG_TRY(AdminClient admin, session.Admin());
    RG_TRY(const std::string path, Path(session, admin));
    RG_TRY(const std::vector<json::value> items, admin.List(path));
    if (session.WantsJson()) {
      session.out() << PrettyJson(json::array(items.begin(), items.end()));
    } else if (items.empty()) {
      session.Say("There is none yet. Make one: rateguard " + std::string(kind_.plural) +
                  " create " + std::string(view_.example));
    } else {
      PrintList(session.out(), view_, items, session.OutColor());
    }
    return kExitOk;
  }

  Outcome<int> Get(Session& session) const {
    RG_TRY(AdminClient admin, session.Admin());
    RG_TRY(const std::string target, Target(session, admin));
    RG_TRY(const json::value item, admin.Get(target));
    Print(session, item);
    return kExitOk;
  }

  Outcome<int> Create(Session& session) const {
    if (!session.arguments().words().empty()) return Unexpected(session);
    RG_TRY(json::object body, Body(session, create_));
    RG_TRY(AdminClient admin, session.Admin());
    RG_TRY(const std::string path, Path(session, admin));
    RG_CHECK(ResolveProject(session, admin, body));
    RG_TRY(const json::value made, admin.Send("POST", path, body));
    Print(session, made);
    if (!ShowSecret(session, admin, made)) session.Say(Said("created", made));
    return kExitOk;
  }

  Outcome<int> Update(Session& session) const {
    RG_TRY(json::object body, Body(session, update_));
    if (body.empty()) return UsageFailure("nothing to change: name a member, as in --name NEW");
    RG_TRY(AdminClient admin, session.Admin());
    RG_TRY(const std::string target, Target(session, admin));
    RG_CHECK(ResolveProject(session, admin, body));
    std::vector<std::pair<std::string, std::string>> headers;
    if (const auto version = session.arguments().Get("if-version")) {
      headers.emplace_back("If-Match", "\"" + *version + "\"");
    }
    RG_TRY(const json::value changed, admin.Send("PATCH", target, body, std::move(headers)));
    Print(session, changed);
    session.Say(Said("changed", changed));
    return kExitOk;
  }

  Outcome<int> Delete(Session& session) const {
    RG_TRY(AdminClient admin, session.Admin());
    RG_TRY(const std::string target, Target(session, admin));
    RG_CHECK(session.Confirm("Delete this " + std::string(kind_.name) + " for good?"));
    RG_TRY(const json::value nothing, admin.Send("DELETE", target, nullptr));
    session.Say("deleted");
    return kExitOk;
  }

  // pause, resume, revoke, rotate.
  Outcome<int> Act(Session& session, const std::string& action) const {
    RG_TRY(AdminClient admin, session.Admin());
    RG_TRY(const std::string target, Target(session, admin));
    if (action == "revoke")
      RG_CHECK(session.Confirm("Revoke this key for good? Applications that use it stop working."));
    json::object body;
    if (const auto overlap = session.arguments().Get("overlap")) body["overlap"] = *overlap;
    RG_TRY(const json::value changed, admin.Send("POST", target + "/" + action, body));
    Print(session, changed);
    if (!ShowSecret(session, admin, changed))
      session.Say(Said(action == "rotate" ? "rotated" : action + "d", changed));
    return kExitOk;
  }

  std::vector<Flag> CreateFlags() const { return Plain(create_); }
  std::vector<Flag> UpdateFlags() const { return Plain(update_); }

 private:
  static std::vector<Flag> Plain(const std::vector<FieldFlag>& fields) {
    std::vector<Flag> flags;
    for (const FieldFlag& field : fields) flags.push_back(field.flag);
    return flags;
  }

  Failure Unexpected(Session& session) const {
    const std::string& word = session.arguments().words().front();
    return UsageFailure("what is \"" + word + "\"? Members are given as flags, as in: rateguard " +
                        std::string(kind_.plural) + " create " + std::string(view_.example));
  }

  Outcome<std::string> Path(Session& session, AdminClient& admin) const {
    if (kind_.name == "workspace") return std::string("/workspaces");
    if (session.arguments().Has("operator")) return "/" + std::string(kind_.plural);
    RG_TRY(const std::string workspace, session.WorkspacePath(admin));
    return workspace + "/" + std::string(kind_.plural);
  }

  // The path of the one that the first word names.
  Outcome<std::string> Target(Session& session, AdminClient& admin) const {
    const std::vector<std::string>& words = session.arguments().words();
    if (words.size() != 1) {
      return UsageFailure("say which " + std::string(kind_.name) + ", by its id or " +
                          std::string(view_.name));
    }
    RG_TRY(const std::string path, Path(session, admin));
    if (ParseUuid(words[0])) return path + "/" + words[0];
    RG_TRY(const std::vector<json::value> items, admin.List(path));
    RG_TRY(const std::string id, IdNamed(words[0], view_, items));
    return path + "/" + id;
  }

  Outcome<json::object> Body(Session& session, const std::vector<FieldFlag>& fields) const {
    return FromFlags(session.arguments(), fields,
                     [&](const SecretSource& source, const FieldFlag& field) -> Outcome<Secret> {
                       return Fetch(session, source, field);
                     });
  }

  static Outcome<Secret> Fetch(Session& session, const SecretSource& source,
                               const FieldFlag& field) {
    if (source.from == SecretSource::From::kVariable) {
      const auto& environment = session.world().environment;
      const auto found = environment.find(source.name);
      if (found == environment.end() || found->second.empty()) {
        return UsageFailure("the variable " + source.name + " is not set");
      }
      return Secret(found->second);
    }
    if (source.name == "-") return session.ReadSecret(field.field->name);
    RG_TRY(std::string text, config::ReadFile(source.name));
    text.erase(text.find_last_not_of("\r\n") + 1);
    return Secret(std::move(text));
  }

  // A project may be called by its name wherever its id is wanted.
  static Outcome<void> ResolveProject(Session& session, AdminClient& admin, json::object& body) {
    const json::value* scope = body.if_contains("scope");
    const bool by_subject = scope && scope->is_string() && scope->get_string() == "project";
    json::value* named = body.if_contains(by_subject ? "subject" : "project");
    if (!named || !named->is_string() || ParseUuid(named->get_string())) return {};
    RG_TRY(const std::string workspace, session.WorkspacePath(admin));
    RG_TRY(const std::vector<json::value> projects, admin.List(workspace + "/projects"));
    for (const ResourceView& view : ResourceViews()) {
      if (view.kind != "project") continue;
      RG_TRY(const std::string id, IdNamed(named->get_string(), view, projects));
      *named = id;
    }
    return {};
  }

  void Print(Session& session, const json::value& item) const {
    if (session.WantsJson()) {
      session.out() << PrettyJson(item);
    } else if (!item.is_object() || !item.get_object().contains("key")) {
      PrintOne(session.out(), item, session.OutColor());
    }
  }

  // A key's text is on standard output alone, so that it can go straight into a file.
  static bool ShowSecret(Session& session, AdminClient& admin, const json::value& item) {
    const json::value* key = item.is_object() ? item.get_object().if_contains("key") : nullptr;
    if (!key || !key->is_string()) return false;
    if (!session.WantsJson()) session.out() << std::string_view(key->get_string()) << '\n';
    const Outcome<json::value> status = admin.Get("/status");
    const std::string proxy = status ? JsonReader(*status)["proxy_url"].Text() : std::string();
    const std::string use = proxy.empty() ? ""
                                          : " Use it with:\n  export OPENAI_BASE_URL=" + proxy +
                                                "/v1 OPENAI_API_KEY=<the key>";
    session.Say("This is the only time the key is shown." + use);
    return true;
  }

  std::string Said(std::string_view done, const json::value& item) const {
    const json::value* name =
        item.is_object() ? item.get_object().if_contains(view_.name) : nullptr;
    return std::string(done) + " " + std::string(kind_.name) + (name ? " " + ShowValue(*name) : "");
  }

  const ResourceView& view_;
  const resource::Kind& kind_;
  std::vector<FieldFlag> create_;
  std::vector<FieldFlag> update_;
};

std::string Line(const resource::Kind& kind, std::string_view rest) {
  return "rateguard " + std::string(kind.plural) + " " + std::string(rest);
}

void AddKeyVerbs(const std::shared_ptr<const ResourceVerbs>& verbs, std::vector<Verb>& out) {
  const auto act = [&](std::string name, std::string summary, std::string examples,
                       std::vector<Flag> flags) {
    out.push_back({.name = name,
                   .summary = std::move(summary),
                   .words = "<id or name>",
                   .examples = std::move(examples),
                   .flags = std::move(flags),
                   .needs = Needs::kWorkspace,
                   .run = [verbs, name](Session& session) { return verbs->Act(session, name); }});
  };
  act("rotate", "give a key a new text; the old one works on for a while",
      "rateguard keys rotate my-app\nrateguard keys rotate my-app --overlap 1h > new-key.txt",
      {{"overlap", "DURATION",
        "How long the old text works on; 24h unless told, 0s for not at all."}});
  act("pause", "refuse a key's calls until it is resumed", "rateguard keys pause my-app", {});
  act("resume", "let a paused key call again", "rateguard keys resume my-app", {});
  act("revoke", "refuse a key for good", "rateguard keys revoke my-app",
      {{"yes", "", "Do not ask.", 'y'}});
}

Command MakeCommand(const ResourceView& view, const resource::Kind& kind) {
  const auto verbs = std::make_shared<const ResourceVerbs>(view, kind);
  const Needs needs = kind.name == "workspace" ? Needs::kServer : Needs::kWorkspace;
  const std::string name(kind.name);
  Command command{std::string(kind.plural), std::string(view.summary), {}};
  const auto add = [&](std::string verb, std::string summary, std::string words,
                       std::string example, std::vector<Flag> flags,
                       Outcome<int> (ResourceVerbs::*run)(Session&) const) {
    command.verbs.push_back(
        {.name = std::move(verb),
         .summary = std::move(summary),
         .words = std::move(words),
         .examples = Line(kind, example),
         .flags = std::move(flags),
         .needs = needs,
         .run = [verbs, run](Session& session) { return ((*verbs).*run)(session); }});
  };
  const std::string which = "<id or " + std::string(view.name) + ">";
  add("list", "show all of them", "", "list", {}, &ResourceVerbs::List);
  add("get", "show one", which, "get NAME", {}, &ResourceVerbs::Get);
  add("create", "make one", "", "create " + std::string(view.example), {}, &ResourceVerbs::Create);
  command.verbs.back().members = verbs->CreateFlags();
  const std::string change(view.change);
  add(change, "change one; null restores a default", which,
      change + " NAME --" + std::string(view.name) + " NEW",
      {{"if-version", "N", "Only if it is still this version; see `get`."}},
      &ResourceVerbs::Update);
  command.verbs.back().members = verbs->UpdateFlags();
  add("delete", "delete one", which, "delete NAME", {{"yes", "", "Do not ask.", 'y'}},
      &ResourceVerbs::Delete);
  if (name == "key") AddKeyVerbs(verbs, command.verbs);
  if (name == "price") {
    for (Verb& verb : CatalogueVerbs()) command.verbs.push_back(std::move(verb));
  }
  if (name == "limit") {
    for (Verb& verb : command.verbs) {
      verb.flags.push_back(
          {"operator", "", "About the operator's rules, which hold in every workspace."});
    }
  }
  return command;
}

}  // namespace

std::vector<Command> ResourceCommands() {
  std::vector<Command> commands;
  for (const ResourceView& view : ResourceViews()) {
    const resource::Kind* kind = resource::FindKind(view.kind);
    if (kind) commands.push_back(MakeCommand(view, *kind));
  }
  return commands;
}

}  // namespace rg::cli

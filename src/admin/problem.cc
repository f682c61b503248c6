#include "admin/problem.h"

namespace rg::admin {
namespace {

namespace json = boost::json;

struct Row {
  Errc code;
  int status;
  std::string_view name;
  std::string_view title;
};
constexpr Row kRows[] = {
    {Errc::kInvalidRequest, 422, "invalid_request", "The request is not valid"},
    {Errc::kUnauthenticated, 401, "unauthenticated", "A token is needed"},
    {Errc::kForbidden, 403, "forbidden", "Not allowed"},
    {Errc::kNotFound, 404, "not_found", "Not found"},
    {Errc::kMethodNotAllowed, 405, "method_not_allowed", "This method does not exist here"},
    {Errc::kConflict, 409, "conflict", "In conflict with what is there"},
    {Errc::kPreconditionFailed, 412, "precondition_failed", "Changed by somebody else"},
    {Errc::kTooLarge, 413, "too_large", "Too large"},
    {Errc::kUnbounded, 422, "unbounded", "Without a bound"},
    {Errc::kRateLimited, 429, "rate_limited", "Too many requests"},
    {Errc::kBudgetExhausted, 402, "budget_exhausted", "The budget is spent"},
    {Errc::kUpstreamFailed, 502, "upstream_failed", "The provider failed"},
    {Errc::kUpstreamTimeout, 504, "upstream_timeout", "The provider took too long"},
    {Errc::kClientGone, 499, "client_gone", "The client hung up"},
    {Errc::kStorageFull, 507, "storage_full", "The disk is full"},
    {Errc::kUnavailable, 503, "unavailable", "Not available now"},
    {Errc::kInternal, 500, "internal", "A defect of ours"},
};

const Row& RowOf(Errc code) {
  for (const Row& row : kRows) {
    if (row.code == code) return row;
  }
  return kRows[std::size(kRows) - 1];
}

}  // namespace

int StatusOf(const resource::Rejection& rejection) {
  const Errc code = rejection.error.code;
  if (code == Errc::kInvalidRequest && rejection.faults.empty()) return 400;
  return RowOf(code).status;
}
std::string_view CodeOf(Errc code) { return RowOf(code).name; }

json::object Problem(const resource::Rejection& rejection, std::string_view instance) {
  const Row& row = RowOf(rejection.error.code);
  json::object problem{{"type", "about:blank"},         {"title", row.title},
                       {"status", StatusOf(rejection)}, {"detail", rejection.error.detail},
                       {"instance", instance},          {"code", row.name}};
  json::array errors;
  for (const config::Fault& fault : rejection.faults) {
    errors.push_back(json::object{{"pointer", fault.pointer}, {"detail", fault.detail}});
  }
  if (!errors.empty()) problem["errors"] = std::move(errors);
  return problem;
}

json::object ProblemSchema() {
  const auto text = [](std::string_view because) {
    return json::object{{"type", "string"}, {"description", because}};
  };
  const json::object error{{"type", "object"},
                           {"properties",
                            {{"pointer", text("JSON pointer to the part to blame; /query/name for "
                                              "a parameter.")},
                             {"detail", text("What is wrong with it.")}}}};
  return {{"type", "object"},
          {"description", "RFC 9457, with every fault at once."},
          {"properties",
           {{"type", text("")},
            {"title", text("The sort of problem.")},
            {"status", {{"type", "integer"}}},
            {"detail", text("What happened, and what to do.")},
            {"instance", text("The path that was asked.")},
            {"code", text("The sort of problem, for programs; never changes its meaning.")},
            {"errors", {{"type", "array"}, {"items", error}}}}},
          {"required", {"title", "status", "detail", "code"}}};
}

}  // namespace rg::admin

#include "route/api.h"

#include <algorithm>

#include "core/glob.h"

namespace rg::route {
namespace {

bool IsKnownFor(const Provider* provider, std::string_view model) {
  if (provider == nullptr) return false;
  return std::any_of(provider->models.begin(), provider->models.end(),
                     [&](std::string_view begin) { return model.starts_with(begin); });
}

// Whether the API answers in that language: its own, or OpenAI's beside it.
bool Speaks(const Api& api, Family family) {
  return api.family == family || (family == Family::kOpenAi && !OpenAiPrefix(api).empty());
}

// How well an API's list names a model: 0 not at all, more for more literal characters, most for
// the exact name.
std::size_t Fit(const std::vector<std::string>& patterns, std::string_view model) {
  std::size_t best = 0;
  for (const std::string& pattern : patterns) {
    if (pattern == model) return static_cast<std::size_t>(-1);
    if (!MatchesGlob(pattern, model)) continue;
    const auto stars = static_cast<std::size_t>(std::count(pattern.begin(), pattern.end(), '*'));
    best = std::max(best, 1 + pattern.size() - stars);
  }
  return best;
}

}  // namespace

std::string_view OpenAiPrefix(const Api& api) {
  if (api.family == Family::kOpenAi || api.provider == nullptr) return {};
  return api.provider->family == api.family ? api.provider->openai_prefix : std::string_view{};
}

ApiTable::ApiTable(std::vector<Api> apis) : apis_(std::move(apis)) {
  for (std::uint32_t i = 0; i < apis_.size(); ++i) {
    apis_[i].provider = FindProvider(apis_[i].catalogue_provider);
    apis_[i].host_field = HostField(apis_[i].base);
    if (apis_[i].enabled) workspaces_[apis_[i].workspace].push_back(i);
  }
  for (auto& [workspace, indices] : workspaces_) {
    std::sort(indices.begin(), indices.end(),
              [this](std::uint32_t a, std::uint32_t b) { return apis_[a].slug < apis_[b].slug; });
  }
}

const ApiTable::OfWorkspace* ApiTable::Of(WorkspaceId workspace) const {
  const auto found = workspaces_.find(workspace);
  return found == workspaces_.end() ? nullptr : &found->second;
}

const Api* ApiTable::BySlug(WorkspaceId workspace, std::string_view slug) const {
  const OfWorkspace* const indices = Of(workspace);
  if (indices == nullptr) return nullptr;
  const auto found = std::lower_bound(
      indices->begin(), indices->end(), slug,
      [this](std::uint32_t index, std::string_view wanted) { return apis_[index].slug < wanted; });
  return found != indices->end() && apis_[*found].slug == slug ? &apis_[*found] : nullptr;
}

const Api* ApiTable::ForModel(WorkspaceId workspace, Family family, std::string_view model) const {
  const OfWorkspace* const indices = Of(workspace);
  if (indices == nullptr) return nullptr;
  const Api* listed = nullptr;
  std::size_t best_fit = 0;
  const Api* known = nullptr;
  const Api* unlisted = nullptr;
  int unlisted_count = 0;
  for (const std::uint32_t index : *indices) {
    const Api& api = apis_[index];
    if (!Speaks(api, family)) continue;
    if (const std::size_t fit = Fit(api.models, model); fit > best_fit) {
      best_fit = fit;
      listed = &api;
    }
    if (!api.models.empty()) continue;
    if (known == nullptr && IsKnownFor(api.provider, model)) known = &api;
    if (api.family != family) continue;
    unlisted = &api;
    ++unlisted_count;
  }
  if (listed != nullptr) return listed;
  if (known != nullptr) return known;
  return unlisted_count == 1 ? unlisted : nullptr;
}

bool ApiTable::Names(const Api& api, std::string_view model) {
  if (!api.models.empty()) return Fit(api.models, model) > 0;
  return IsKnownFor(api.provider, model);
}

const Api* ApiTable::FirstOf(WorkspaceId workspace, Family family) const {
  const OfWorkspace* const indices = Of(workspace);
  if (indices == nullptr) return nullptr;
  for (const std::uint32_t index : *indices) {
    if (apis_[index].family == family) return &apis_[index];
  }
  return nullptr;
}

std::vector<const Api*> ApiTable::AllOf(WorkspaceId workspace) const {
  std::vector<const Api*> all;
  if (const OfWorkspace* const indices = Of(workspace)) {
    for (const std::uint32_t index : *indices) all.push_back(&apis_[index]);
  }
  return all;
}

std::vector<std::string_view> ApiTable::Slugs(WorkspaceId workspace) const {
  std::vector<std::string_view> slugs;
  if (const OfWorkspace* const indices = Of(workspace)) {
    for (const std::uint32_t index : *indices) slugs.push_back(apis_[index].slug);
  }
  return slugs;
}

}  // namespace rg::route

#include "route/api.h"

#include <algorithm>
#include <array>

#include "core/glob.h"

namespace rg::route {
namespace {

constexpr std::array<std::string_view, 3> kFamilies = {"openai", "anthropic", "generic"};

// Names that say by themselves whose models they are. The longest prefix need not win: no two of
// different providers begin alike.
struct KnownModels {
  std::string_view prefix;
  std::string_view provider;
};
constexpr std::array kKnownModels = {
    KnownModels{"gpt-", "openai"},
    KnownModels{"chatgpt-", "openai"},
    KnownModels{"o1", "openai"},
    KnownModels{"o3", "openai"},
    KnownModels{"o4", "openai"},
    KnownModels{"text-embedding-", "openai"},
    KnownModels{"ft:gpt-", "openai"},
    KnownModels{"dall-e-", "openai"},
    KnownModels{"whisper-", "openai"},
    KnownModels{"tts-", "openai"},
    KnownModels{"codex-", "openai"},
    KnownModels{"computer-use-", "openai"},
    KnownModels{"omni-moderation", "openai"},
    KnownModels{"claude-", "anthropic"},
    KnownModels{"gemini-", "google"},
    KnownModels{"mistral-", "mistral"},
    KnownModels{"ministral-", "mistral"},
    KnownModels{"codestral-", "mistral"},
    KnownModels{"pixtral-", "mistral"},
    KnownModels{"magistral-", "mistral"},
    KnownModels{"deepseek-", "deepseek"},
    KnownModels{"grok-", "x-ai"},
    KnownModels{"command-", "cohere"},
    KnownModels{"sonar", "perplexity"},
};

bool IsKnownFor(std::string_view provider, std::string_view model) {
  return std::any_of(kKnownModels.begin(), kKnownModels.end(), [&](const KnownModels& known) {
    return known.provider == provider && model.starts_with(known.prefix);
  });
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

std::string_view ToString(Family family) { return kFamilies[static_cast<std::size_t>(family)]; }

Result<Family> ParseFamily(std::string_view name) {
  const auto found = std::find(kFamilies.begin(), kFamilies.end(), name);
  if (found != kFamilies.end()) return static_cast<Family>(found - kFamilies.begin());
  return Fail(Errc::kInvalidRequest, "A family is openai, anthropic or generic.", "family");
}

ApiTable::ApiTable(std::vector<Api> apis) : apis_(std::move(apis)) {
  for (std::uint32_t i = 0; i < apis_.size(); ++i) {
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
    if (api.family != family) continue;
    if (const std::size_t fit = Fit(api.models, model); fit > best_fit) {
      best_fit = fit;
      listed = &api;
    }
    if (!api.models.empty()) continue;
    if (known == nullptr && IsKnownFor(api.catalogue_provider, model)) known = &api;
    unlisted = &api;
    ++unlisted_count;
  }
  if (listed != nullptr) return listed;
  if (known != nullptr) return known;
  return unlisted_count == 1 ? unlisted : nullptr;
}

bool ApiTable::Names(const Api& api, std::string_view model) {
  if (!api.models.empty()) return Fit(api.models, model) > 0;
  return IsKnownFor(api.catalogue_provider, model);
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

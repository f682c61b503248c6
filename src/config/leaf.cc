#include "config/leaf.h"

#include <algorithm>

#include "config/docs.h"
#include "config/settings.h"

namespace rg::config {
namespace {

std::string Upper(std::string_view text) {
  std::string upper{text};
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return upper;
}

void Collect(const Table& table, std::vector<std::string>& path, std::vector<Leaf>& leaves) {
  for (const Field& field : table.fields) {
    path.push_back(field.name);
    if (field.type->kind == Kind::kObject) {
      Collect(field.type->table(), path, leaves);
    } else {
      leaves.push_back({path, &field});
    }
    path.pop_back();
  }
}

}  // namespace

std::string Leaf::Joined(std::string_view between) const {
  std::string joined;
  for (const std::string& part : path) {
    if (!joined.empty()) joined += between;
    joined += part;
  }
  return joined;
}

std::string Leaf::Flag() const {
  std::string flag = Joined("-");
  std::replace(flag.begin(), flag.end(), '_', '-');
  return flag;
}

std::string Leaf::Variable() const { return std::string{kVariablePrefix} + Upper(Joined("__")); }

std::vector<Leaf> SettingLeaves() {
  std::vector<Leaf> leaves;
  std::vector<std::string> path;
  Collect(TableOf<Settings>(), path, leaves);
  return leaves;
}

bool IsSettingFlag(std::string_view name) {
  const auto leaves = SettingLeaves();
  return std::any_of(leaves.begin(), leaves.end(),
                     [&](const Leaf& leaf) { return leaf.Flag() == name; });
}

namespace {

// The default of a leaf lies in the defaults of the whole tree.
std::string Fallback(const Leaf& leaf) {
  const void* object = TableOf<Settings>().defaults.get();
  const Table* table = &TableOf<Settings>();
  for (std::size_t i = 0; i + 1 < leaf.path.size(); ++i) {
    const Field* section = table->Find(leaf.path[i]);
    object = static_cast<const std::byte*>(object) + section->offset;
    table = &section->type->table();
  }
  return DefaultWords(*leaf.field, object);
}

}  // namespace

std::vector<SettingRow> SettingRows() {
  std::vector<SettingRow> rows;
  for (const Leaf& leaf : SettingLeaves()) {
    rows.push_back({leaf.Joined("."), leaf.IsSecret() ? "" : "--" + leaf.Flag(), leaf.Variable(),
                    std::string{TypeWords(*leaf.field->type)}, BoundsWords(*leaf.field),
                    Fallback(leaf), leaf.field->because});
  }
  return rows;
}

}  // namespace rg::config

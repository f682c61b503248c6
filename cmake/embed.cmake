# Writes OUTPUT, a C++ source that holds the text of each of FILES under its name without an ending:
#
#   cmake -DOUTPUT=... -DNAMESPACE=rg::x -DFILES=a.lua;b.lua -P embed.cmake
#
#   namespace rg::x { extern const std::string_view k_a, k_b; }
set(text "// Made by cmake/embed.cmake.\n#include <string_view>\n\nnamespace ${NAMESPACE} {\n\n")
foreach(file IN LISTS FILES)
  get_filename_component(name "${file}" NAME_WE)
  file(READ "${file}" content)
  string(APPEND text "extern const std::string_view k_${name};\n"
                     "const std::string_view k_${name} = R\"~~~(${content})~~~\";\n\n")
endforeach()
file(WRITE "${OUTPUT}" "${text}}  // namespace ${NAMESPACE}\n")

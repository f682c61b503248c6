// Boost.JSON, compiled for the tests that read recorded facts, so that the module they test does
// not depend on a JSON library.
#include <boost/json/src.hpp>

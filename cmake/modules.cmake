# The architecture, one line per folder: who may include whom. See ARCHITECTURE.md.
#
#   app -> admin, cli, demo, pipeline, store/* -> stages -> core
set(ASIO_PCH <boost/asio/awaitable.hpp> <boost/asio/io_context.hpp> <boost/asio/ip/tcp.hpp>)

rg_module(core LIBS OpenSSL::Crypto Threads::Threads)
rg_module(config DEPS core LIBS ${YAML_CPP} ${BOOST_JSON})
rg_module(http DEPS core LIBS OpenSSL::SSL ${URING} PCH ${ASIO_PCH})

# The stages, in the order a call meets them.
rg_module(auth DEPS core http LIBS OpenSSL::Crypto)
rg_module(route DEPS core http LIBS ${SIMDJSON} ${BOOST_JSON})
rg_module(limit DEPS core)
rg_module(budget DEPS core LIBS ${CCTZ})
rg_module(admission DEPS core limit budget)
rg_module(upstream DEPS core http LIBS OpenSSL::SSL PCH ${ASIO_PCH})
rg_module(meter DEPS core LIBS ${SIMDJSON})
rg_module(meter/catalogue DEPS core meter)
rg_module(journal DEPS core)
rg_module(pipeline DEPS core http auth route admission limit budget upstream meter journal
          LIBS ${SIMDJSON} ${BOOST_JSON} TEST_DEPS store/memory PCH ${ASIO_PCH})

# What implements their interfaces.
rg_module(store/memory DEPS core limit budget admission PCH ${ASIO_PCH})
rg_module(store/redis DEPS core http limit budget admission LIBS OpenSSL::Crypto TEST_DEPS store/memory
          PCH ${ASIO_PCH})
rg_embed(store/redis rg::store::redis::lua
         lua/wide.lua lua/bucket.lua lua/sliding_window.lua lua/fixed_window.lua lua/counter.lua
         lua/account.lua lua/workspace.lua lua/admit.lua lua/extend.lua lua/settle.lua lua/sweep.lua
         lua/install.lua lua/ready.lua lua/report.lua)
rg_module(store/sql DEPS core journal)
rg_module(store/sqlite DEPS core store/sql LIBS ${SQLITE3} ${CMAKE_DL_LIBS} TEST_DEPS journal)
rg_module(store/postgres DEPS core store/sql LIBS ${CMAKE_DL_LIBS} TEST_DEPS journal)
# Its header only: the library is loaded by whoever uses it (src/store/postgres/session.h).
target_include_directories(rg_store_postgres PRIVATE ${LIBPQ_INCLUDE})
rg_module(store/kafka DEPS core journal LIBS ${CMAKE_DL_LIBS})
# The same: src/store/kafka/library.h.
target_include_directories(rg_store_kafka PRIVATE ${RDKAFKA_INCLUDE})

# Around the calls.
rg_module(resource DEPS core config auth route limit budget admission meter meter/catalogue pipeline store/sql
          LIBS ${BOOST_JSON} TEST_DEPS store/sqlite store/postgres)
rg_module(analytics DEPS core journal store/sql budget LIBS ${CCTZ} TEST_DEPS store/sqlite)
rg_module(store/clickhouse DEPS core http journal store/sql analytics LIBS ${ZLIB} TEST_DEPS store/sqlite
          PCH ${ASIO_PCH})
rg_module(admin DEPS core config http auth budget resource analytics journal store/sql pipeline meter
          meter/catalogue
          LIBS ${BOOST_JSON} TEST_DEPS store/sqlite store/postgres PCH ${ASIO_PCH})
rg_module(demo DEPS core http journal LIBS ${BOOST_JSON} PCH ${ASIO_PCH})
rg_module(cli DEPS core config http resource meter meter/catalogue journal budget analytics
          LIBS ${BOOST_JSON} OpenSSL::SSL)

# The one place that names concrete types and puts them together, and its rooms.
rg_module(app/process DEPS core config admin cli)
rg_module(app/stores DEPS core config auth journal cli store/postgres store/kafka store/clickhouse
          PCH ${ASIO_PCH})
rg_module(app/analytics DEPS core config http auth admin cli store/kafka store/clickhouse app/process
          app/stores PCH ${ASIO_PCH})
rg_module(app/doctor DEPS core config http journal cli store/redis store/postgres store/kafka store/clickhouse
          app/stores PCH ${ASIO_PCH})
rg_module(app/move DEPS core config auth journal meter/catalogue resource cli store/sql store/sqlite
          store/clickhouse app/stores PCH ${ASIO_PCH})
rg_module(app DEPS core config http auth route limit budget admission upstream meter meter/catalogue
          journal pipeline resource analytics admin cli demo store/memory store/redis store/sql store/sqlite
          store/postgres store/kafka store/clickhouse app/process app/stores app/analytics app/doctor
          app/move LIBS ${BOOST_JSON} PCH ${ASIO_PCH})

add_executable(rateguard src/app/main.cc)
target_link_libraries(rateguard PRIVATE rg_app)

#pragma once

#include <string>

#include "core/result.h"
#include "store/clickhouse/client.h"

// What replicated tables rest on. The server replicates each block by itself, later and in any
// order, so that "the highest offset says of all those below it that they are there" needs three
// things:
//
//   an insert is taken once all replicas that live have it           insert_quorum
//   only a replica is asked for offsets that has all of the log      DemandWhole
//   a block that has not got its quorum is not there                 the part that DemandWhole
//   names
//
// The last one may be thrown away yet: when the replica that took it dies, the others do so, and it
// does when it is back. Whoever inserts reads its records again and puts them in a second time;
// what is there twice counts once.
//
// A replica that is alone takes inserts by itself. If it dies too, the others are not whole, and
// events wait until it is back.
namespace rg::store::clickhouse {

// For an INSERT, "&insert_quorum=...".
Result<std::string> QuorumSettings(Client& client);

// kUnavailable while the server lacks what another replica of the events has, or does not know. The
// next server is then asked. Returns the name of a part that must not be counted; "": none.
Result<std::string> DemandWhole(Client& client);

// The same for questions, which need not know of what comes just now: kUnavailable when no server
// has all that is older than a few seconds.
Result<void> DemandCurrent(Client& client);

// kInvalidRequest when the server lacks what replicated tables need: ZooKeeper, and the macro
// {replica}.
Result<void> DemandReplication(Client& client);

}  // namespace rg::store::clickhouse

#pragma once

namespace rg::app {

// Who goes first where cores are short, for the calling thread. A kernel that does not allow it
// leaves things as they are.

// For a thread that carries calls: when it wakes up it runs at once, instead of when the thread
// that runs has used up its slice of some milliseconds. It gets no more of the core than it would
// otherwise. (Linux 6.12: EEVDF lets a thread ask for a shorter slice.)
void RunAtOnce();

// For a thread that calls need not wait for: it gets a tenth of what one that carries calls does.
void RunBehindCalls();

}  // namespace rg::app

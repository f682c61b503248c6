#pragma once

#include <ostream>
#include <string>

#include <boost/json/value.hpp>

#include "cli/json_reader.h"
#include "cli/text_table.h"

namespace rg::cli {

// The reports of the admin API, for people. Pure: the answer in, text out.

// Rows of calls, tokens and cost, with the total below and a word on what the total lacks.
void PrintUsage(std::ostream& out, const boost::json::value& report, Color color);

// Percentiles of how long calls took.
void PrintLatency(std::ostream& out, const boost::json::value& report, Color color);

// Everything known of one call: route, verdicts, hold, usage, price lines, total.
void PrintExplanation(std::ostream& out, const boost::json::value& event, Color color);

// One call on one line, for `tail`.
std::string EventLine(const boost::json::value& event, Color color);

// Whether the books balance, and every difference when not.
void PrintAudit(std::ostream& out, const boost::json::value& audit, Color color);

}  // namespace rg::cli

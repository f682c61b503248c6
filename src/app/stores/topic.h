#pragma once

#include "cli/cli.h"
#include "config/settings.h"
#include "core/result.h"
#include "store/kafka/url.h"

namespace rg::app {

// The topic of events that the settings name. kInvalidRequest: blames events.kafka, and does not
// quote it.
Result<store::kafka::Address> TopicOf(const config::EventsSettings& settings);

// For `rateguard migrate`: of events, and of those that cannot be stored.
Result<bool> MigrateTopics(const config::EventsSettings& settings, cli::Migration migration);

}  // namespace rg::app

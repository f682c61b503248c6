#pragma once

#include "config/settings.h"
#include "core/result.h"
#include "store/kafka/url.h"

namespace rg::app {

// The topic of events that the settings name. kInvalidRequest: blames events.kafka, and does not
// quote it.
Result<store::kafka::Address> TopicOf(const config::EventsSettings& settings);

}  // namespace rg::app

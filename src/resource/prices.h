#pragma once

#include <string>
#include <string_view>

#include "config/fields.h"
#include "meter/price_book.h"

namespace rg::resource {

// Decimal dollars, as the catalogue calls them: _mtok is a million tokens, _kcount a thousand.
struct Rates {
  std::string input_mtok;
  std::string cache_read_mtok;
  std::string cache_write_mtok;
  std::string cache_write_5m_mtok;
  std::string cache_write_1h_mtok;
  std::string input_audio_mtok;
  std::string input_image_mtok;
  std::string output_mtok;
  std::string output_reasoning_mtok;
  std::string output_audio_mtok;
  std::string output_image_mtok;
  std::string web_searches_kcount;
  std::string requests_kcount;
};

// A workspace's own price of a model, instead of the catalogue's.
struct Price {
  std::string provider;
  std::string model;
  Rates rates;
  std::int64_t max_output_tokens = 0;
  std::int64_t context_window = 0;

  meter::PriceOverride ToOverride() const;
};

void Describe(config::Fields<Rates>& f);
void Describe(config::Fields<Price>& f);

}  // namespace rg::resource

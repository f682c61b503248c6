// Made by script/update-prices; a change made here is lost. See NOTICE beside it for whose work
// this is.

#include "meter/catalogue/catalogue.h"

// C++ promises only 64 KiB in one literal; GCC and Clang take any size.
#pragma GCC diagnostic ignored "-Woverlength-strings"

namespace rg::meter {

std::string_view EmbeddedCatalogue() {
  return R"prices(version genai-prices-0.2.3+5a2bbab8
provider anthropic
also *anthropic
model claude-2
is ^claude-2 *claude-v2
limits 200000 0
price input_mtok=8 output_mtok=24
model claude-3-5-haiku-latest
is ^claude-3-5-haiku ^claude-3.5-haiku
limits 200000 0
price cache_read_mtok=0.08 cache_write_1h_mtok=1.6 cache_write_mtok=1 input_mtok=0.8 output_mtok=4 web_searches_kcount=10
model claude-3-5-sonnet
is ^claude-3-5-sonnet ^claude-3.5-sonnet
limits 200000 0
price cache_read_mtok=0.3 cache_write_1h_mtok=6 cache_write_mtok=3.75 input_mtok=3 output_mtok=15 web_searches_kcount=10
model claude-3-7-sonnet-latest
is ^claude-3-7-sonnet ^claude-3.7-sonnet ^claude-sonnet-3.7 ^claude-sonnet-3-7
limits 200000 0
price cache_read_mtok=0.3 cache_write_1h_mtok=6 cache_write_mtok=3.75 input_mtok=3 output_mtok=15 web_searches_kcount=10
model claude-3-haiku
is ^claude-3-haiku
limits 200000 0
price cache_read_mtok=0.03 cache_write_1h_mtok=0.5 cache_write_mtok=0.3 input_mtok=0.25 output_mtok=1.25
model claude-3-opus-latest
is ^claude-3-opus
limits 200000 0
price cache_read_mtok=1.5 cache_write_1h_mtok=30 cache_write_mtok=18.75 input_mtok=15 output_mtok=75
model claude-3-sonnet
is ^claude-3-sonnet
limits 200000 0
price cache_read_mtok=0.3 cache_write_1h_mtok=6 cache_write_mtok=3.75 input_mtok=3 output_mtok=15
model claude-fable-5
is =claude-fable-5 ~claude-fable-5-########
limits 1000000 128000
us 110
price cache_read_mtok=1 cache_write_1h_mtok=20 cache_write_mtok=12.5 input_mtok=10 output_mtok=50 web_searches_kcount=10
tier batch from=2026-10-14 cache_read_mtok=0.5 cache_write_1h_mtok=10 cache_write_mtok=6.25 input_mtok=5 output_mtok=25
model claude-fable-5-1
is =claude-fable-5-1 ~claude-fable-5-1-########
limits 1000000 128000
us 110
price cache_read_mtok=0.25 cache_write_1h_mtok=20 cache_write_mtok=12.5 input_mtok=10 output_mtok=50 web_searches_kcount=10
tier batch from=2026-10-14 cache_read_mtok=0.125 cache_write_1h_mtok=10 cache_write_mtok=6.25 input_mtok=5 output_mtok=25
model claude-fable-5-2
is =claude-fable-5-2 ~claude-fable-5-2-########
limits 1000000 0
price cache_read_mtok=0.2 cache_write_1h_mtok=16 cache_write_mtok=10 input_mtok=8 output_mtok=40 web_searches_kcount=10
tier batch cache_read_mtok=0.1 cache_write_1h_mtok=8 cache_write_mtok=5 input_mtok=4 output_mtok=20
tier fast cache_read_mtok=0.4 cache_write_1h_mtok=32 cache_write_mtok=20 input_mtok=16 output_mtok=80
model claude-haiku-4-5
is ^claude-haiku-4-5 ^claude-haiku-4.5 ^claude-4-5-haiku ^claude-4.5-haiku
limits 200000 64000
price cache_read_mtok=0.1 cache_write_1h_mtok=2 cache_write_mtok=1.25 input_mtok=1 output_mtok=5 web_searches_kcount=10
tier batch from=2026-10-14 cache_read_mtok=0.05 cache_write_1h_mtok=1 cache_write_mtok=0.625 input_mtok=0.5 output_mtok=2.5
model claude-haiku-5-5
is =claude-haiku-5-5 ~claude-haiku-5-5-######## ^claude-haiku-5-5@ ^claude-haiku-5.5 ^claude-5-5-haiku ^claude-5.5-haiku
limits 1000000 128000
us 110
price cache_read_mtok=0.01/100000:0.05 cache_write_1h_mtok=0.2/100000:1 cache_write_mtok=0.125/100000:0.625 input_mtok=0.1/100000:0.5 output_mtok=0.5/100000:2.5 web_searches_kcount=10
tier batch from=2026-10-14 cache_read_mtok=0.005/100000:0.025 cache_write_1h_mtok=0.1/100000:0.5 cache_write_mtok=0.0625/100000:0.3125 input_mtok=0.05/100000:0.25 output_mtok=0.25/100000:1.25
model claude-mythos-5-2
is =claude-mythos-5-2 ~claude-mythos-5-2-########
limits 1000000 0
price cache_read_mtok=0.2 cache_write_1h_mtok=16 cache_write_mtok=10 input_mtok=8 output_mtok=40 web_searches_kcount=10
tier batch cache_read_mtok=0.1 cache_write_1h_mtok=8 cache_write_mtok=5 input_mtok=4 output_mtok=20
tier fast cache_read_mtok=0.4 cache_write_1h_mtok=32 cache_write_mtok=20 input_mtok=16 output_mtok=80
model claude-opus-4-0
is ^claude-opus-4-0 ^claude-4-opus =claude-opus-4 =claude-opus-4-20250514
limits 200000 0
price cache_read_mtok=1.5 cache_write_1h_mtok=30 cache_write_mtok=18.75 input_mtok=15 output_mtok=75 web_searches_kcount=10
model claude-opus-4-1
is ^claude-opus-4-1 ^claude-opus-4.1
limits 200000 0
price cache_read_mtok=1.5 cache_write_1h_mtok=30 cache_write_mtok=18.75 input_mtok=15 output_mtok=75 web_searches_kcount=10
model claude-opus-4-5
is ^claude-opus-4-5 ^claude-opus-4.5 ^claude-4-5-opus ^claude-4.5-opus
limits 200000 64000
price cache_read_mtok=0.5 cache_write_1h_mtok=10 cache_write_mtok=6.25 input_mtok=5 output_mtok=25 web_searches_kcount=10
tier batch from=2026-10-14 cache_read_mtok=0.25 cache_write_1h_mtok=5 cache_write_mtok=3.125 input_mtok=2.5 output_mtok=12.5
model claude-opus-4-6
is ^claude-opus-4-6 ^claude-opus-4.6 ^claude-4-6-opus ^claude-4.6-opus
limits 1000000 128000
us 110
price cache_read_mtok=0.5/200000:1 cache_write_1h_mtok=10/200000:20 cache_write_mtok=6.25/200000:12.5 input_mtok=5/200000:10 output_mtok=25/200000:37.5 web_searches_kcount=10
price from=2026-03-13 cache_read_mtok=0.5 cache_write_1h_mtok=10 cache_write_mtok=6.25 input_mtok=5 output_mtok=25 web_searches_kcount=10
tier batch from=2026-10-14 cache_read_mtok=0.25 cache_write_1h_mtok=5 cache_write_mtok=3.125 input_mtok=2.5 output_mtok=12.5
model claude-opus-4-7
is ^claude-opus-4-7 ^claude-opus-4.7 ^claude-4-7-opus ^claude-4.7-opus
limits 1000000 128000
us 110
price cache_read_mtok=0.5 cache_write_1h_mtok=10 cache_write_mtok=6.25 input_mtok=5 output_mtok=25 web_searches_kcount=10
tier batch from=2026-10-14 cache_read_mtok=0.25 cache_write_1h_mtok=5 cache_write_mtok=3.125 input_mtok=2.5 output_mtok=12.5
model claude-opus-4-8
is ^claude-opus-4-8 ^claude-opus-4.8 ^claude-4-8-opus ^claude-4.8-opus
limits 1000000 128000
us 110
price cache_read_mtok=0.5 cache_write_1h_mtok=10 cache_write_mtok=6.25 input_mtok=5 output_mtok=25 web_searches_kcount=10
tier batch from=2026-10-14 cache_read_mtok=0.25 cache_write_1h_mtok=5 cache_write_mtok=3.125 input_mtok=2.5 output_mtok=12.5
tier fast cache_read_mtok=1 cache_write_1h_mtok=20 cache_write_mtok=12.5 input_mtok=10 output_mtok=50
model claude-opus-5
is =claude-opus-5 =claude-opus-5-latest ~claude-opus-5-######## ~claude-opus-5@######## ~claude-opus-5-####-##-## ^claude-opus-5.0 ^claude-5-opus ^claude-5.0-opus
limits 1000000 128000
us 110
price cache_read_mtok=0.5 cache_write_1h_mtok=10 cache_write_mtok=6.25 input_mtok=5 output_mtok=25 web_searches_kcount=10
tier batch from=2026-10-14 cache_read_mtok=0.25 cache_write_1h_mtok=5 cache_write_mtok=3.125 input_mtok=2.5 output_mtok=12.5
tier fast cache_read_mtok=1 cache_write_1h_mtok=20 cache_write_mtok=12.5 input_mtok=10 output_mtok=50
model claude-opus-5-5
is =claude-opus-5-5 ~claude-opus-5-5-######## ^claude-opus-5.5 ^claude-5-5-opus ^claude-5.5-opus
limits 1000000 128000
us 110
price cache_read_mtok=0.2 cache_write_1h_mtok=8 cache_write_mtok=5 input_mtok=4 output_mtok=20 web_searches_kcount=10
tier batch from=2026-10-14 cache_read_mtok=0.1 cache_write_1h_mtok=4 cache_write_mtok=2.5 input_mtok=2 output_mtok=10
tier fast cache_read_mtok=0.4 cache_write_1h_mtok=16 cache_write_mtok=10 input_mtok=8 output_mtok=40
model claude-sonnet-4-0
is ^claude-sonnet-4-2025 ^claude-sonnet-4-0 ^claude-sonnet-4@ =claude-sonnet-4 ^claude-4-sonnet
limits 200000 0
price cache_read_mtok=0.3 cache_write_1h_mtok=6 cache_write_mtok=3.75 input_mtok=3 output_mtok=15 web_searches_kcount=10
model claude-sonnet-4-5
is ^claude-sonnet-4-5 ^claude-sonnet-4.5
limits 200000 64000
price cache_read_mtok=0.3/200000:0.6 cache_write_1h_mtok=6/200000:12 cache_write_mtok=3.75/200000:7.5 input_mtok=3/200000:6 output_mtok=15/200000:22.5 web_searches_kcount=10
tier batch from=2026-10-14 cache_read_mtok=0.15/200000:0.3 cache_write_1h_mtok=3/200000:6 cache_write_mtok=1.875/200000:3.75 input_mtok=1.5/200000:3 output_mtok=7.5/200000:11.25
model claude-sonnet-4-6
is ^claude-sonnet-4-6 ^claude-sonnet-4.6
limits 1000000 128000
us 110
price cache_read_mtok=0.3/200000:0.6 cache_write_1h_mtok=6/200000:12 cache_write_mtok=3.75/200000:7.5 input_mtok=3/200000:6 output_mtok=15/200000:22.5 web_searches_kcount=10
price from=2026-03-13 cache_read_mtok=0.3 cache_write_1h_mtok=6 cache_write_mtok=3.75 input_mtok=3 output_mtok=15 web_searches_kcount=10
tier batch from=2026-10-14 cache_read_mtok=0.15 cache_write_1h_mtok=3 cache_write_mtok=1.875 input_mtok=1.5 output_mtok=7.5
model claude-sonnet-5
is =claude-sonnet-5 ~claude-sonnet-5-######## ^claude-sonnet-5@ ^claude-sonnet-5.0 ^claude-5-sonnet ^claude-5.0-sonnet
limits 1000000 128000
us 110
price cache_read_mtok=0.2 cache_write_1h_mtok=4 cache_write_mtok=2.5 input_mtok=2 output_mtok=10 web_searches_kcount=10
tier batch from=2026-10-14 cache_read_mtok=0.1 cache_write_1h_mtok=2 cache_write_mtok=1.25 input_mtok=1 output_mtok=5
model claude-sonnet-5-5
is =claude-sonnet-5-5 ~claude-sonnet-5-5-######## ^claude-sonnet-5-5@ ^claude-sonnet-5.5 ^claude-5-5-sonnet ^claude-5.5-sonnet
limits 1000000 128000
us 110
price cache_read_mtok=0.1 cache_write_1h_mtok=4 cache_write_mtok=2.5 input_mtok=2 output_mtok=10 web_searches_kcount=10
tier batch from=2026-10-14 cache_read_mtok=0.05 cache_write_1h_mtok=2 cache_write_mtok=1.25 input_mtok=1 output_mtok=5
model claude-v1
is =claude-v1
price input_mtok=8 output_mtok=24
provider arcee
also *arcee
model deepseek/deepseek-v4-flash-latest
is =deepseek/deepseek-v4-flash-latest
price cache_read_mtok=0.028 input_mtok=0.14 output_mtok=0.28
model deepseek/deepseek-v4-pro
is =deepseek/deepseek-v4-pro
price cache_read_mtok=0.2 input_mtok=1.74 output_mtok=3.48
model deepseek/deepseek-v4-pro-0813
is =deepseek/deepseek-v4-pro-0813
price cache_read_mtok=0.044 input_mtok=1.32 output_mtok=3.96
model deepseek/deepseek-v4.1-flash
is =deepseek/deepseek-v4.1-flash
price cache_read_mtok=0.007 input_mtok=0.22 output_mtok=0.66
price from=2026-11-01 cache_read_mtok=0.007 input_mtok=0.22 output_mtok=1.2
model deepseek/deepseek-v4.1-flash-1017
is =deepseek/deepseek-v4.1-flash-1017
price cache_read_mtok=0.006 input_mtok=0.3 output_mtok=1.2
model moonshotai/kimi-k3
is =moonshotai/kimi-k3
price cache_read_mtok=0.3 input_mtok=3 output_mtok=15
model thinkingmachines/inkling-small
is =thinkingmachines/inkling-small
price cache_read_mtok=0.1 input_mtok=0.5 output_mtok=1.2
model trinity-large-thinking
is =trinity-large-thinking
price cache_read_mtok=0.06 input_mtok=0.25 output_mtok=0.8
model zai-org/glm-5.2
is =zai-org/glm-5.2
price cache_read_mtok=0.26 input_mtok=1.4 output_mtok=4.4
model zai-org/glm-5.3
is =zai-org/glm-5.3
price cache_read_mtok=0.26 input_mtok=1.4 output_mtok=4.4
model zai-org/glm-5.3-flash
is =zai-org/glm-5.3-flash
price cache_read_mtok=0.03 input_mtok=0.15 output_mtok=0.5
provider avian
model Meta-Llama-3.1-405B-Instruct
is =meta-llama-3.1-405b-instruct
price input_mtok=1.5 output_mtok=1.5
model Meta-Llama-3.1-70B-Instruct
is =meta-llama-3.1-70b-instruct
price input_mtok=0.45 output_mtok=0.45
model Meta-Llama-3.1-8B-Instruct
is =meta-llama-3.1-8b-instruct
price input_mtok=0.1 output_mtok=0.1
model Meta-Llama-3.3-70B-Instruct
is =meta-llama-3.3-70b-instruct
price input_mtok=0.45 output_mtok=0.45
model deepseek/deepseek-v3.2
is =deepseek/deepseek-v3.2
limits 163000 0
price cache_read_mtok=0.012 input_mtok=0.23 output_mtok=0.33
model deepseek/deepseek-v4-flash
is =deepseek/deepseek-v4-flash
limits 1000000 0
price cache_read_mtok=0.0165 input_mtok=0.0805 output_mtok=0.161
price from=2026-10-18 cache_read_mtok=0.0028 input_mtok=0.14 output_mtok=0.28
model deepseek/deepseek-v4-pro
is =deepseek/deepseek-v4-pro
limits 1000000 0
price cache_read_mtok=0.10875 input_mtok=1.305 output_mtok=2.61
model deepseek/deepseek-v4-pro-0813
is =deepseek/deepseek-v4-pro-0813
limits 1000000 0
price cache_read_mtok=0.0198 input_mtok=0.594 output_mtok=1.782
price from=2026-10-18 cache_read_mtok=0.0187 input_mtok=0.561 output_mtok=1.683
model deepseek/deepseek-v4.1-flash
is =deepseek/deepseek-v4.1-flash
limits 1000000 0
price cache_read_mtok=0.00255 input_mtok=0.1275 output_mtok=0.51
model minimax/minimax-m2.5
is =minimax/minimax-m2.5
limits 196000 0
price cache_read_mtok=0.15 input_mtok=0.27 output_mtok=1.08
model minimax/minimax-m3
is =minimax/minimax-m3
limits 512000 0
price cache_read_mtok=0.051 input_mtok=0.255 output_mtok=1.02
model moonshotai/kimi-k2.5
is =moonshotai/kimi-k2.5
limits 262000 0
price cache_read_mtok=0.225 input_mtok=0.45 output_mtok=2.2
model moonshotai/kimi-k2.6
is =moonshotai/kimi-k2.6
limits 262000 0
price cache_read_mtok=0.16 input_mtok=0.95 output_mtok=4
model moonshotai/kimi-k3
is =moonshotai/kimi-k3
limits 1000000 0
price cache_read_mtok=0.255 input_mtok=2.55 output_mtok=12.75
model xiaomi/mimo-v2.5
is =xiaomi/mimo-v2.5
limits 1000000 0
price cache_read_mtok=0.05 input_mtok=0.2 output_mtok=0.4
model xiaomi/mimo-v2.5-pro
is =xiaomi/mimo-v2.5-pro
limits 1000000 0
price cache_read_mtok=0.0036 input_mtok=0.435 output_mtok=0.87
price from=2026-10-18 cache_read_mtok=0.00306 input_mtok=0.36975 output_mtok=0.7395
model xiaomi/mimo-v2.6-flash
is =xiaomi/mimo-v2.6-flash
limits 1000000 0
price cache_read_mtok=0.05 input_mtok=0.2 output_mtok=0.4
price from=2026-10-18 cache_read_mtok=0.0028 input_mtok=0.14 output_mtok=0.28
model xiaomi/mimo-v2.6-pro
is =xiaomi/mimo-v2.6-pro
limits 1000000 0
price cache_read_mtok=0.0036 input_mtok=0.435 output_mtok=0.87
price from=2026-10-18 cache_read_mtok=0.00306 input_mtok=0.36975 output_mtok=0.7395
model z-ai/glm-4.7
is =z-ai/glm-4.7
limits 202000 0
price cache_read_mtok=0.097 input_mtok=0.388 output_mtok=1.806
model z-ai/glm-5
is =z-ai/glm-5
limits 205000 0
price cache_read_mtok=0.129 input_mtok=0.516 output_mtok=2.322
model z-ai/glm-5.1
is =z-ai/glm-5.1
limits 202000 0
price cache_read_mtok=0.186 input_mtok=0.743 output_mtok=2.971
model z-ai/glm-5.2
is =z-ai/glm-5.2
limits 1000000 0
price cache_read_mtok=0.124 input_mtok=0.495 output_mtok=1.733
model z-ai/glm-5.3
is =z-ai/glm-5.3
limits 1000000 0
price cache_read_mtok=0.221 input_mtok=1.19 output_mtok=3.74
model z-ai/glm-5.3-flash
is =z-ai/glm-5.3-flash
limits 1000000 0
price cache_read_mtok=0.0255 input_mtok=0.1275 output_mtok=0.425
provider aws
also *bedrock *amazon
model amazon.nova-2-sonic-v1:0
is *amazon.nova-2-sonic
limits 1000000 0
price input_audio_mtok=3 input_mtok=0.33 output_audio_mtok=12 output_mtok=2.75
model amazon.nova-lite-v1:0
is *amazon.nova-lite
limits 300000 0
price cache_read_mtok=0.015 input_mtok=0.06 output_mtok=0.24
model amazon.nova-micro-v1:0
is *amazon.nova-micro
limits 128000 0
price cache_read_mtok=0.00875 input_mtok=0.035 output_mtok=0.14
model amazon.nova-premier-v1:0
is *amazon.nova-premier
limits 1000000 0
price cache_read_mtok=0.625 input_mtok=2.5 output_mtok=12.5
model amazon.nova-pro-v1:0
is *amazon.nova-pro
limits 300000 0
price cache_read_mtok=0.2 input_mtok=0.8 output_mtok=3.2
model amazon.nova-sonic-v1:0
is *amazon.nova-sonic
price input_audio_mtok=3.4 input_mtok=0.06 output_audio_mtok=13.6 output_mtok=0.24
model amazon.titan-embed-text-v1
is $amazon.titan-embed-text *amazon.titan-embed-text-v1
limits 8192 0
price input_mtok=0.1
model amazon.titan-embed-text-v2:0
is *amazon.titan-embed-text-v2
limits 8192 0
price input_mtok=0.02
model amazon.titan-text-express-v1
is *titan-text-express
price input_mtok=0.2 output_mtok=0.6
model amazon.titan-text-lite-v1
is *titan-text-lite
price input_mtok=0.15 output_mtok=0.2
model deepseek.r1-v1:0
is *deepseek.r1
limits 128000 0
price input_mtok=1.35 output_mtok=5.4
model global.amazon.nova-2-lite-v1:0
is *global.amazon.nova-2-lite
limits 1000000 0
price cache_read_mtok=0.075 input_mtok=0.3 output_mtok=2.5
model global.anthropic.claude-fable-5-1-v1:0
is $global.anthropic.claude-fable-5-1 *global.anthropic.claude-fable-5-1-v1
limits 1000000 0
price cache_read_mtok=0.25 cache_write_1h_mtok=20 cache_write_mtok=12.5 input_mtok=10 output_mtok=50
model global.anthropic.claude-fable-5-2
is $global.anthropic.claude-fable-5-2 *global.anthropic.claude-fable-5-2-v1
limits 1000000 0
price cache_read_mtok=0.2 cache_write_1h_mtok=16 cache_write_mtok=10 input_mtok=8 output_mtok=40
model global.anthropic.claude-fable-5-v1:0
is $global.anthropic.claude-fable-5 *global.anthropic.claude-fable-5-v1
limits 1000000 0
price cache_read_mtok=1 cache_write_1h_mtok=20 cache_write_mtok=12.5 input_mtok=10 output_mtok=50
model global.anthropic.claude-haiku-4-5-20251001-v1:0
is *global.anthropic.claude-haiku-4-5-20251001
limits 200000 0
price cache_read_mtok=0.1 cache_write_1h_mtok=2 cache_write_mtok=1.25 input_mtok=1 output_mtok=5
model global.anthropic.claude-haiku-5-5
is $global.anthropic.claude-haiku-5-5 *global.anthropic.claude-haiku-5-5-v1
limits 1000000 0
price cache_read_mtok=0.01/100000:0.05 cache_write_1h_mtok=0.2/100000:1 cache_write_mtok=0.125/100000:0.625 input_mtok=0.1/100000:0.5 output_mtok=0.5/100000:2.5
model global.anthropic.claude-mythos-5-2
is $global.anthropic.claude-mythos-5-2 *global.anthropic.claude-mythos-5-2-v1
limits 1000000 0
price cache_read_mtok=0.2 cache_write_1h_mtok=16 cache_write_mtok=10 input_mtok=8 output_mtok=40
model global.anthropic.claude-opus-4-5-v1:0
is *global.anthropic.claude-opus-4-5
limits 200000 0
price cache_read_mtok=0.5 cache_write_1h_mtok=10 cache_write_mtok=6.25 input_mtok=5 output_mtok=25
model global.anthropic.claude-opus-4-6-v1:0
is *global.anthropic.claude-opus-4-6
limits 1000000 0
price cache_read_mtok=0.5 cache_write_1h_mtok=10 cache_write_mtok=6.25 input_mtok=5 output_mtok=25
model global.anthropic.claude-opus-4-7-v1:0
is *global.anthropic.claude-opus-4-7
limits 1000000 0
price cache_read_mtok=0.5 cache_write_1h_mtok=10 cache_write_mtok=6.25 input_mtok=5 output_mtok=25
model global.anthropic.claude-opus-4-8-v1:0
is *global.anthropic.claude-opus-4-8
limits 1000000 0
price cache_read_mtok=0.5 cache_write_1h_mtok=10 cache_write_mtok=6.25 input_mtok=5 output_mtok=25
model global.anthropic.claude-opus-5
is $global.anthropic.claude-opus-5 *global.anthropic.claude-opus-5-v1
limits 1000000 0
price cache_read_mtok=0.5 cache_write_1h_mtok=10 cache_write_mtok=6.25 input_mtok=5 output_mtok=25
model global.anthropic.claude-opus-5-5
is $global.anthropic.claude-opus-5-5 *global.anthropic.claude-opus-5-5-v1
limits 1000000 0
price cache_read_mtok=0.2 cache_write_1h_mtok=8 cache_write_mtok=5 input_mtok=4 output_mtok=20
model global.anthropic.claude-sonnet-4-20250514-v1:0
is *global.anthropic.claude-sonnet-4-20250514
limits 200000 0
price cache_read_mtok=0.3 cache_write_mtok=3.75 input_mtok=3 output_mtok=15
model global.anthropic.claude-sonnet-4-5-20250929-v1:0
is *global.anthropic.claude-sonnet-4-5-20250929
limits 200000 0
price cache_read_mtok=0.3 cache_write_1h_mtok=6 cache_write_mtok=3.75 input_mtok=3 output_mtok=15
model global.anthropic.claude-sonnet-4-6-v1:0
is *global.anthropic.claude-sonnet-4-6
limits 1000000 0
price cache_read_mtok=0.3 cache_write_1h_mtok=6 cache_write_mtok=3.75 input_mtok=3 output_mtok=15
model global.anthropic.claude-sonnet-5-5
is $global.anthropic.claude-sonnet-5-5 *global.anthropic.claude-sonnet-5-5-v1
limits 1000000 0
price cache_read_mtok=0.1 cache_write_1h_mtok=4 cache_write_mtok=2.5 input_mtok=2 output_mtok=10
model global.anthropic.claude-sonnet-5-v1:0
is $global.anthropic.claude-sonnet-5 *global.anthropic.claude-sonnet-5-v1
limits 1000000 0
price cache_read_mtok=0.2 cache_write_1h_mtok=4 cache_write_mtok=2.5 input_mtok=2 output_mtok=10
model global.moonshotai.kimi-k3
is =global.moonshotai.kimi-k3 $/global.moonshotai.kimi-k3
limits 1000000 0
price cache_read_mtok=0.3 cache_write_mtok=3.75 input_mtok=3 output_mtok=15
model global.moonshotai.kimi-k3.1
is *global.moonshotai.kimi-k3.1
limits 1000000 0
price cache_read_mtok=0.2 cache_write_mtok=5 input_mtok=4 output_mtok=20
model global.openai.gpt-5.6-luna
is *global.openai.gpt-5.6-luna
limits 1000000 0
price cache_read_mtok=0.02/272000:0.04 cache_write_mtok=0.25/272000:0.5 input_mtok=0.2/272000:0.4 output_mtok=1.2/272000:1.8
model global.openai.gpt-5.6-sol
is *global.openai.gpt-5.6-sol
limits 1000000 0
price cache_read_mtok=0.5/272000:1 cache_write_mtok=6.25/272000:12.5 input_mtok=5/272000:10 output_mtok=30/272000:45
price from=2026-08-21 cache_read_mtok=0.4/272000:0.8 cache_write_mtok=5/272000:10 input_mtok=4/272000:8 output_mtok=20/272000:30
model global.openai.gpt-5.6-terra
is *global.openai.gpt-5.6-terra
limits 1000000 0
price cache_read_mtok=0.2/272000:0.4 cache_write_mtok=2.5/272000:5 input_mtok=2/272000:4 output_mtok=12/272000:18
model global.openai.gpt-6-astra
is *global.openai.gpt-6-astra
limits 1050000 0
price cache_read_mtok=1/272000:2 cache_write_mtok=12.5/272000:25 input_mtok=10/272000:20 output_mtok=50/272000:75
model global.openai.gpt-6-luna
is *global.openai.gpt-6-luna
limits 1000000 0
price cache_read_mtok=0.01/272000:0.02 cache_write_mtok=0.125/272000:0.25 input_mtok=0.1/272000:0.2 output_mtok=0.5/272000:0.75
model global.openai.gpt-6-sol
is *global.openai.gpt-6-sol
limits 1000000 0
price cache_read_mtok=0.2/272000:0.4 cache_write_mtok=2.5/272000:5 input_mtok=2/272000:4 output_mtok=10/272000:15
model global.openai.gpt-6.1-sol
is *global.openai.gpt-6.1-sol
limits 1000000 0
price cache_read_mtok=0.1/272000:0.2 cache_write_mtok=2.5/272000:5 input_mtok=2/272000:4 output_mtok=10/272000:15
model global.openai.gpt-6.1-terra
is *global.openai.gpt-6.1-terra
limits 1050000 0
price cache_read_mtok=0.05/272000:0.1 cache_write_mtok=1.25/272000:2.5 input_mtok=1/272000:2 output_mtok=5/272000:7.5
model global.zai.glm-5.3
is =global.zai.glm-5.3 $/global.zai.glm-5.3
limits 1000000 0
price cache_read_mtok=0.312 cache_write_mtok=2.1 input_mtok=1.68 output_mtok=5.28
model google.gemma-3-12b-it
is *google.gemma-3-12b-it
limits 128000 0
price input_mtok=0.09 output_mtok=0.29
model google.gemma-3-27b-it
is *google.gemma-3-27b-it
limits 128000 0
price input_mtok=0.23 output_mtok=0.38
model google.gemma-3-4b-it
is *google.gemma-3-4b-it
limits 128000 0
price input_mtok=0.04 output_mtok=0.08
model meta.llama3-1-70b-instruct-v1:0
is *meta.llama3-1-70b-instruct
limits 128000 0
price input_mtok=0.72 output_mtok=0.72
model meta.llama3-1-8b-instruct-v1:0
is *meta.llama3-1-8b-instruct
limits 128000 0
price input_mtok=0.22 output_mtok=0.22
model meta.llama3-2-11b-instruct-v1:0
is *meta.llama3-2-11b-instruct
limits 128000 0
price input_mtok=0.16 output_mtok=0.16
model meta.llama3-2-1b-instruct-v1:0
is *meta.llama3-2-1b-instruct
limits 128000 0
price input_mtok=0.1 output_mtok=0.1
model meta.llama3-2-3b-instruct-v1:0
is *meta.llama3-2-3b-instruct
limits 128000 0
price input_mtok=0.15 output_mtok=0.15
model meta.llama3-2-90b-instruct-v1:0
is *meta.llama3-2-90b-instruct
limits 128000 0
price input_mtok=0.72 output_mtok=0.72
model meta.llama3-3-70b-instruct-v1:0
is *meta.llama3-3-70b-instruct
limits 128000 0
price input_mtok=0.72 output_mtok=0.72
model meta.llama3-70b-instruct-v1:0
is *meta.llama3-70b-instruct
limits 8192 0
price input_mtok=2.65 output_mtok=3.5
model meta.llama3-8b-instruct-v1:0
is *meta.llama3-8b-instruct
limits 8192 0
price input_mtok=0.3 output_mtok=0.6
model meta.llama4-maverick-17b-instruct-v1:0
is *meta.llama4-maverick-17b-instruct
limits 1000000 0
price input_mtok=0.24 output_mtok=0.97
model meta.llama4-scout-17b-instruct-v1:0
is *meta.llama4-scout-17b-instruct
limits 10000000 0
price input_mtok=0.17 output_mtok=0.66
model mistral.devstral-2-123b
is *mistral.devstral-2-123b
limits 256000 0
price input_mtok=0.4 output_mtok=2
model mistral.magistral-small-2509
is *mistral.magistral-small-2509
limits 128000 0
price input_mtok=0.5 output_mtok=1.5
model mistral.ministral-3-14b-instruct
is *mistral.ministral-3-14b-instruct
limits 128000 0
price input_mtok=0.2 output_mtok=0.2
model mistral.ministral-3-3b-instruct
is *mistral.ministral-3-3b-instruct
limits 128000 0
price input_mtok=0.1 output_mtok=0.1
model mistral.ministral-3-8b-instruct
is *mistral.ministral-3-8b-instruct
limits 128000 0
price input_mtok=0.15 output_mtok=0.15
model mistral.mistral-7b-instruct-v0:2
is *mistral.mistral-7b-instruct-v0
limits 32000 0
price input_mtok=0.15 output_mtok=0.2
model mistral.mistral-large-2402-v1:0
is *mistral.mistral-large-2402
limits 32000 0
price input_mtok=4 output_mtok=12
model mistral.mistral-large-3-675b-instruct
is *mistral.mistral-large-3-675b-instruct
limits 256000 0
price input_mtok=0.5 output_mtok=1.5
model mistral.mistral-small-2402-v1:0
is *mistral.mistral-small-2402
limits 32000 0
price input_mtok=1 output_mtok=3
model mistral.mixtral-8x7b-instruct-v0:1
is *mistral.mixtral-8x7b-instruct-v0
limits 32000 0
price input_mtok=0.45 output_mtok=0.7
model mistral.pixtral-large-2502-v1:0
is *mistral.pixtral-large-2502
limits 128000 0
price input_mtok=2 output_mtok=6
model mistral.voxtral-mini-3b-2507
is *mistral.voxtral-mini-3b-2507
limits 32000 0
price input_mtok=0.04 output_mtok=0.04
model mistral.voxtral-small-24b-2507
is *mistral.voxtral-small-24b-2507
limits 32000 0
price input_mtok=0.1 output_mtok=0.3
model nvidia.nemotron-nano-3-30b:0
is *nvidia.nemotron-nano-3-30b
limits 256000 0
price input_mtok=0.06 output_mtok=0.24
model nvidia.nemotron-nano-9b-v2:0
is *nvidia.nemotron-nano-9b-v2
limits 128000 0
price input_mtok=0.06 output_mtok=0.23
model nvidia.nemotron-super-3-120b:0
is *nvidia.nemotron-super-3-120b
limits 256000 0
price input_mtok=0.15 output_mtok=0.65
model openai.gpt-5.4
is =openai.gpt-5.4
price cache_read_mtok=0.275 input_mtok=2.75 output_mtok=16.5
model openai.gpt-5.5
is =openai.gpt-5.5
price cache_read_mtok=0.55 input_mtok=5.5 output_mtok=33
model openai.gpt-oss-120b-1:0
is *openai.gpt-oss-120b-1
limits 128000 0
price input_mtok=0.15 output_mtok=0.6
model openai.gpt-oss-20b-1:0
is *openai.gpt-oss-20b-1
limits 128000 0
price input_mtok=0.07 output_mtok=0.3
model qwen.qwen3-32b-v1:0
is *qwen.qwen3-32b
limits 32000 0
price input_mtok=0.15 output_mtok=0.6
model qwen.qwen3-coder-30b-a3b-v1:0
is *qwen.qwen3-coder-30b-a3b
limits 256000 0
price input_mtok=0.15 output_mtok=0.6
model qwen.qwen3-coder-480b-a35b-v1:0
is *qwen.qwen3-coder-480b-a35b
limits 128000 0
price input_mtok=0.45 output_mtok=1.8
model qwen.qwen3-vl-235b-a22b-v1:0
is *qwen.qwen3-vl-235b-a22b
limits 256000 0
price input_mtok=0.53 output_mtok=2.66
model regional.amazon.nova-2-lite-v1:0
is *us.amazon.nova-2-lite *eu.amazon.nova-2-lite *jp.amazon.nova-2-lite
limits 1000000 0
price cache_read_mtok=0.0825 input_mtok=0.33 output_mtok=2.75
model regional.anthropic.claude-3-5-haiku-20241022-v1:0
is *claude-3-5-haiku-20241022
limits 200000 0
price cache_read_mtok=0.08 cache_write_mtok=1 input_mtok=0.8 output_mtok=4
model regional.anthropic.claude-3-5-sonnet-20240620-v1:0
is *claude-3-5-sonnet-20240620
limits 200000 0
price cache_read_mtok=0.3 cache_write_mtok=3.75 input_mtok=3 output_mtok=15
model regional.anthropic.claude-3-5-sonnet-20241022-v2:0
is *claude-3-5-sonnet-20241022
limits 200000 0
price cache_read_mtok=0.3 cache_write_mtok=3.75 input_mtok=3 output_mtok=15
model regional.anthropic.claude-3-7-sonnet-20250219-v1:0
is *claude-3-7-sonnet-20250219
limits 200000 0
price cache_read_mtok=0.3 cache_write_mtok=3.75 input_mtok=3 output_mtok=15
model regional.anthropic.claude-3-haiku-20240307-v1:0
is *claude-3-haiku-20240307
limits 200000 0
price input_mtok=0.25 output_mtok=1.25
model regional.anthropic.claude-3-opus-20240229-v1:0
is *claude-3-opus-20240229
limits 200000 0
price input_mtok=15 output_mtok=75
model regional.anthropic.claude-3-sonnet-20240229-v1:0
is *claude-3-sonnet-20240229
limits 200000 0
price cache_read_mtok=0.3 cache_write_mtok=3.75 input_mtok=3 output_mtok=15
model regional.anthropic.claude-fable-5-1-v1:0
is =anthropic.claude-fable-5-1 =claude-fable-5-1 ^anthropic.claude-fable-5-1-v1 ^claude-fable-5-1-v1 =us.anthropic.claude-fable-5-1 *us.anthropic.claude-fable-5-1-v1
limits 1000000 0
price cache_read_mtok=0.275 cache_write_1h_mtok=22 cache_write_mtok=13.75 input_mtok=11 output_mtok=55
model regional.anthropic.claude-fable-5-2
is =anthropic.claude-fable-5-2 =claude-fable-5-2 ^anthropic.claude-fable-5-2-v1 ^claude-fable-5-2-v1 =us.anthropic.claude-fable-5-2 =eu.anthropic.claude-fable-5-2 *us.anthropic.claude-fable-5-2-v1 *eu.anthropic.claude-fable-5-2-v1
limits 1000000 0
price cache_read_mtok=0.22 cache_write_1h_mtok=17.6 cache_write_mtok=11 input_mtok=8.8 output_mtok=44
model regional.anthropic.claude-fable-5-v1:0
is =anthropic.claude-fable-5 =claude-fable-5 ^anthropic.claude-fable-5-v1 ^claude-fable-5-v1 =us.anthropic.claude-fable-5 =au.anthropic.claude-fable-5 =eu.anthropic.claude-fable-5 *us.anthropic.claude-fable-5-v1 *au.anthropic.claude-fable-5-v1 *eu.anthropic.claude-fable-5-v1 *jp.anthropic.claude-fable-5-v1
limits 1000000 0
price cache_read_mtok=1.1 cache_write_1h_mtok=22 cache_write_mtok=13.75 input_mtok=11 output_mtok=55
model regional.anthropic.claude-haiku-4-5-20251001-v1:0
is ^anthropic.claude-haiku-4-5-20251001 ^claude-haiku-4-5-20251001 *us.anthropic.claude-haiku-4-5-20251001 *au.anthropic.claude-haiku-4-5-20251001 *apac.anthropic.claude-haiku-4-5-20251001 *eu.anthropic.claude-haiku-4-5-20251001 *us-gov.anthropic.claude-haiku-4-5-20251001 *jp.anthropic.claude-haiku-4-5-20251001 *in.anthropic.claude-haiku-4-5-20251001
limits 200000 0
price cache_read_mtok=0.11 cache_write_1h_mtok=2.2 cache_write_mtok=1.375 input_mtok=1.1 output_mtok=5.5
model regional.anthropic.claude-haiku-5-5
is =anthropic.claude-haiku-5-5 =claude-haiku-5-5 ^anthropic.claude-haiku-5-5-v1 ^claude-haiku-5-5-v1 =us.anthropic.claude-haiku-5-5 =au.anthropic.claude-haiku-5-5 =apac.anthropic.claude-haiku-5-5 =eu.anthropic.claude-haiku-5-5 =us-gov.anthropic.claude-haiku-5-5 =jp.anthropic.claude-haiku-5-5 *us.anthropic.claude-haiku-5-5-v1 *au.anthropic.claude-haiku-5-5-v1 *apac.anthropic.claude-haiku-5-5-v1 *eu.anthropic.claude-haiku-5-5-v1 *us-gov.anthropic.claude-haiku-5-5-v1 *jp.anthropic.claude-haiku-5-5-v1
limits 1000000 0
price cache_read_mtok=0.011/100000:0.055 cache_write_1h_mtok=0.22/100000:1.1 cache_write_mtok=0.1375/100000:0.6875 input_mtok=0.11/100000:0.55 output_mtok=0.55/100000:2.75
model regional.anthropic.claude-mythos-5-2
is =anthropic.claude-mythos-5-2 =claude-mythos-5-2 ^anthropic.claude-mythos-5-2-v1 ^claude-mythos-5-2-v1 =us.anthropic.claude-mythos-5-2 =eu.anthropic.claude-mythos-5-2 *us.anthropic.claude-mythos-5-2-v1 *eu.anthropic.claude-mythos-5-2-v1
limits 1000000 0
price cache_read_mtok=0.22 cache_write_1h_mtok=17.6 cache_write_mtok=11 input_mtok=8.8 output_mtok=44
model regional.anthropic.claude-opus-4-1-20250805-v1:0
is ^anthropic.claude-opus-4-1-20250805 ^claude-opus-4-1-20250805 *us.anthropic.claude-opus-4-1-20250805 *au.anthropic.claude-opus-4-1-20250805 *apac.anthropic.claude-opus-4-1-20250805 *eu.anthropic.claude-opus-4-1-20250805 *us-gov.anthropic.claude-opus-4-1-20250805 *jp.anthropic.claude-opus-4-1-20250805
limits 200000 0
price cache_read_mtok=1.5 cache_write_mtok=18.75 input_mtok=15 output_mtok=75
model regional.anthropic.claude-opus-4-20250514-v1:0
is ^anthropic.claude-opus-4-20250514 ^claude-opus-4-20250514 *us.anthropic.claude-opus-4-20250514 *au.anthropic.claude-opus-4-20250514 *apac.anthropic.claude-opus-4-20250514 *eu.anthropic.claude-opus-4-20250514 *us-gov.anthropic.claude-opus-4-20250514 *jp.anthropic.claude-opus-4-20250514
limits 200000 0
price cache_read_mtok=1.5 cache_write_mtok=18.75 input_mtok=15 output_mtok=75
model regional.anthropic.claude-opus-4-5-v1:0
is ^anthropic.claude-opus-4-5 ^claude-opus-4-5 *us.anthropic.claude-opus-4-5 *au.anthropic.claude-opus-4-5 *apac.anthropic.claude-opus-4-5 *eu.anthropic.claude-opus-4-5 *us-gov.anthropic.claude-opus-4-5 *jp.anthropic.claude-opus-4-5
limits 200000 0
price cache_read_mtok=0.55 cache_write_1h_mtok=11 cache_write_mtok=6.875 input_mtok=5.5 output_mtok=27.5
model regional.anthropic.claude-opus-4-6-v1:0
is ^anthropic.claude-opus-4-6 ^claude-opus-4-6 *us.anthropic.claude-opus-4-6 *au.anthropic.claude-opus-4-6 *apac.anthropic.claude-opus-4-6 *eu.anthropic.claude-opus-4-6 *us-gov.anthropic.claude-opus-4-6 *jp.anthropic.claude-opus-4-6
limits 1000000 0
price cache_read_mtok=0.55 cache_write_1h_mtok=11 cache_write_mtok=6.875 input_mtok=5.5 output_mtok=27.5
model regional.anthropic.claude-opus-4-7-v1:0
is ^anthropic.claude-opus-4-7 ^claude-opus-4-7 *us.anthropic.claude-opus-4-7 *au.anthropic.claude-opus-4-7 *apac.anthropic.claude-opus-4-7 *eu.anthropic.claude-opus-4-7 *us-gov.anthropic.claude-opus-4-7 *jp.anthropic.claude-opus-4-7
limits 1000000 0
price cache_read_mtok=0.55 cache_write_1h_mtok=11 cache_write_mtok=6.875 input_mtok=5.5 output_mtok=27.5
model regional.anthropic.claude-opus-4-8-v1:0
is ^anthropic.claude-opus-4-8 ^claude-opus-4-8 *us.anthropic.claude-opus-4-8 *au.anthropic.claude-opus-4-8 *eu.anthropic.claude-opus-4-8 *jp.anthropic.claude-opus-4-8
limits 1000000 0
price cache_read_mtok=0.55 cache_write_1h_mtok=11 cache_write_mtok=6.875 input_mtok=5.5 output_mtok=27.5
model regional.anthropic.claude-opus-5
is =anthropic.claude-opus-5 =claude-opus-5 ^anthropic.claude-opus-5-v1 ^claude-opus-5-v1 =us.anthropic.claude-opus-5 =au.anthropic.claude-opus-5 =eu.anthropic.claude-opus-5 =jp.anthropic.claude-opus-5 =in.anthropic.claude-opus-5 *us.anthropic.claude-opus-5-v1 *au.anthropic.claude-opus-5-v1 *eu.anthropic.claude-opus-5-v1 *jp.anthropic.claude-opus-5-v1 *in.anthropic.claude-opus-5-v1
limits 1000000 0
price cache_read_mtok=0.55 cache_write_1h_mtok=11 cache_write_mtok=6.875 input_mtok=5.5 output_mtok=27.5
model regional.anthropic.claude-opus-5-5
is =anthropic.claude-opus-5-5 =claude-opus-5-5 ^anthropic.claude-opus-5-5-v1 ^claude-opus-5-5-v1 =us.anthropic.claude-opus-5-5 =au.anthropic.claude-opus-5-5 =eu.anthropic.claude-opus-5-5 =jp.anthropic.claude-opus-5-5 *us.anthropic.claude-opus-5-5-v1 *au.anthropic.claude-opus-5-5-v1 *eu.anthropic.claude-opus-5-5-v1 *jp.anthropic.claude-opus-5-5-v1
limits 1000000 0
price cache_read_mtok=0.22 cache_write_1h_mtok=8.8 cache_write_mtok=5.5 input_mtok=4.4 output_mtok=22
model regional.anthropic.claude-sonnet-4-20250514-v1:0
is ^anthropic.claude-sonnet-4-20250514 ^claude-sonnet-4-20250514 *us.anthropic.claude-sonnet-4-20250514 *au.anthropic.claude-sonnet-4-20250514 *apac.anthropic.claude-sonnet-4-20250514 *eu.anthropic.claude-sonnet-4-20250514 *us-gov.anthropic.claude-sonnet-4-20250514 *jp.anthropic.claude-sonnet-4-20250514
limits 200000 0
price cache_read_mtok=0.3 cache_write_mtok=3.75 input_mtok=3 output_mtok=15
model regional.anthropic.claude-sonnet-4-5-20250929-v1:0
is ^anthropic.claude-sonnet-4-5-20250929 ^claude-sonnet-4-5-20250929 *us.anthropic.claude-sonnet-4-5-20250929 *au.anthropic.claude-sonnet-4-5-20250929 *apac.anthropic.claude-sonnet-4-5-20250929 *eu.anthropic.claude-sonnet-4-5-20250929 *us-gov.anthropic.claude-sonnet-4-5-20250929 *jp.anthropic.claude-sonnet-4-5-20250929
limits 200000 0
price cache_read_mtok=0.33 cache_write_1h_mtok=6.6 cache_write_mtok=4.125 input_mtok=3.3 output_mtok=16.5
model regional.anthropic.claude-sonnet-4-6-v1:0
is ^anthropic.claude-sonnet-4-6 ^claude-sonnet-4-6 *us.anthropic.claude-sonnet-4-6 *au.anthropic.claude-sonnet-4-6 *apac.anthropic.claude-sonnet-4-6 *eu.anthropic.claude-sonnet-4-6 *us-gov.anthropic.claude-sonnet-4-6 *jp.anthropic.claude-sonnet-4-6
limits 1000000 0
price cache_read_mtok=0.33 cache_write_1h_mtok=6.6 cache_write_mtok=4.125 input_mtok=3.3 output_mtok=16.5
model regional.anthropic.claude-sonnet-5-5
is =anthropic.claude-sonnet-5-5 =claude-sonnet-5-5 ^anthropic.claude-sonnet-5-5-v1 ^claude-sonnet-5-5-v1 =us.anthropic.claude-sonnet-5-5 =au.anthropic.claude-sonnet-5-5 =apac.anthropic.claude-sonnet-5-5 =eu.anthropic.claude-sonnet-5-5 =us-gov.anthropic.claude-sonnet-5-5 =jp.anthropic.claude-sonnet-5-5 *us.anthropic.claude-sonnet-5-5-v1 *au.anthropic.claude-sonnet-5-5-v1 *apac.anthropic.claude-sonnet-5-5-v1 *eu.anthropic.claude-sonnet-5-5-v1 *us-gov.anthropic.claude-sonnet-5-5-v1 *jp.anthropic.claude-sonnet-5-5-v1
limits 1000000 0
price cache_read_mtok=0.11 cache_write_1h_mtok=4.4 cache_write_mtok=2.75 input_mtok=2.2 output_mtok=11
model regional.anthropic.claude-sonnet-5-v1:0
is =anthropic.claude-sonnet-5 =claude-sonnet-5 ^anthropic.claude-sonnet-5-v1 ^claude-sonnet-5-v1 =us.anthropic.claude-sonnet-5 =au.anthropic.claude-sonnet-5 =apac.anthropic.claude-sonnet-5 =eu.anthropic.claude-sonnet-5 =us-gov.anthropic.claude-sonnet-5 =jp.anthropic.claude-sonnet-5 =in.anthropic.claude-sonnet-5 *us.anthropic.claude-sonnet-5-v1 *au.anthropic.claude-sonnet-5-v1 *apac.anthropic.claude-sonnet-5-v1 *eu.anthropic.claude-sonnet-5-v1 *us-gov.anthropic.claude-sonnet-5-v1 *jp.anthropic.claude-sonnet-5-v1 *in.anthropic.claude-sonnet-5-v1
limits 1000000 0
price cache_read_mtok=0.22 cache_write_1h_mtok=4.4 cache_write_mtok=2.75 input_mtok=2.2 output_mtok=11
model regional.moonshotai.kimi-k3
is =us.moonshotai.kimi-k3 =in.moonshotai.kimi-k3 $/us.moonshotai.kimi-k3 $/in.moonshotai.kimi-k3 =moonshotai.kimi-k3
limits 1000000 0
price cache_read_mtok=0.33 cache_write_mtok=4.125 input_mtok=3.3 output_mtok=16.5
model regional.moonshotai.kimi-k3.1
is *us.moonshotai.kimi-k3.1 *in.moonshotai.kimi-k3.1
limits 1000000 0
price cache_read_mtok=0.22 cache_write_mtok=5.5 input_mtok=4.4 output_mtok=22
model regional.openai.gpt-5.6-luna
is ^openai.gpt-5.6-luna ^gpt-5.6-luna *us.openai.gpt-5.6-luna *in.openai.gpt-5.6-luna
limits 1000000 0
price cache_read_mtok=0.11 cache_write_mtok=1.375 input_mtok=1.1 output_mtok=6.6
price from=2026-07-30 cache_read_mtok=0.022/272000:0.044 cache_write_mtok=0.275/272000:0.55 input_mtok=0.22/272000:0.44 output_mtok=1.32/272000:1.98
model regional.openai.gpt-5.6-sol
is ^openai.gpt-5.6-sol ^gpt-5.6-sol *us.openai.gpt-5.6-sol
limits 1000000 0
price cache_read_mtok=0.55/272000:1.1 cache_write_mtok=6.875/272000:13.75 input_mtok=5.5/272000:11 output_mtok=33/272000:49.5
price from=2026-08-21 cache_read_mtok=0.44/272000:0.88 cache_write_mtok=5.5/272000:11 input_mtok=4.4/272000:8.8 output_mtok=22/272000:33
model regional.openai.gpt-5.6-terra
is ^openai.gpt-5.6-terra ^gpt-5.6-terra *us.openai.gpt-5.6-terra *in.openai.gpt-5.6-terra
limits 1000000 0
price cache_read_mtok=0.275 cache_write_mtok=3.4375 input_mtok=2.75 output_mtok=16.5
price from=2026-07-30 cache_read_mtok=0.22/272000:0.44 cache_write_mtok=2.75/272000:5.5 input_mtok=2.2/272000:4.4 output_mtok=13.2/272000:19.8
model regional.openai.gpt-6-astra
is ^openai.gpt-6-astra ^gpt-6-astra *us.openai.gpt-6-astra
limits 1050000 0
price cache_read_mtok=1.1/272000:2.2 cache_write_mtok=13.75/272000:27.5 input_mtok=11/272000:22 output_mtok=55/272000:82.5
model regional.openai.gpt-6-luna
is ^openai.gpt-6-luna ^gpt-6-luna *us.openai.gpt-6-luna *in.openai.gpt-6-luna
limits 1000000 0
price cache_read_mtok=0.011/272000:0.022 cache_write_mtok=0.1375/272000:0.275 input_mtok=0.11/272000:0.22 output_mtok=0.55/272000:0.825
model regional.openai.gpt-6-sol
is ^openai.gpt-6-sol ^gpt-6-sol *us.openai.gpt-6-sol *in.openai.gpt-6-sol
limits 1000000 0
price cache_read_mtok=0.22/272000:0.44 cache_write_mtok=2.75/272000:5.5 input_mtok=2.2/272000:4.4 output_mtok=11/272000:16.5
model regional.openai.gpt-6.1-sol
is ^openai.gpt-6.1-sol ^gpt-6.1-sol *us.openai.gpt-6.1-sol
limits 1000000 0
price cache_read_mtok=0.11/272000:0.22 cache_write_mtok=2.75/272000:5.5 input_mtok=2.2/272000:4.4 output_mtok=11/272000:16.5
model regional.openai.gpt-6.1-terra
is ^openai.gpt-6.1-terra ^gpt-6.1-terra *us.openai.gpt-6.1-terra
limits 1050000 0
price cache_read_mtok=0.055/272000:0.11 cache_write_mtok=1.375/272000:2.75 input_mtok=1.1/272000:2.2 output_mtok=5.5/272000:8.25
model regional.zai.glm-5.3
is =us.zai.glm-5.3 $/us.zai.glm-5.3
limits 1000000 0
price cache_read_mtok=0.3432 cache_write_mtok=2.31 input_mtok=1.848 output_mtok=5.808
model writer.palmyra-x4-v1:0
is *writer.palmyra-x4
limits 128000 0
price input_mtok=2.5 output_mtok=10
model writer.palmyra-x5-v1:0
is *writer.palmyra-x5
limits 128000 0
price input_mtok=0.6 output_mtok=6
provider azure
resells openai anthropic deepseek x-ai moonshotai
model ada
is =ada =text-embedding-ada =text-embedding-ada-002 =text-embedding-ada-002-v2
price input_mtok=0.1
model babbage
is =babbage =babbage-002
price input_mtok=0.4
model curie
is =curie =text-curie =text-curie-001
price input_mtok=2
model davinci
is =davinci =davinci-002 =text-davinci =text-davinci-002
price input_mtok=2
model mai-ds-r1:free
is =mai-ds-r1:free
limits 163840 0
price
model o1
is =o1 =o1-2024-12-17
limits 200000 100000
price cache_read_mtok=7.5 input_mtok=15 output_mtok=60
model o1-mini
is =o1-mini =o1-mini-2024-09-12
limits 128000 65536
price cache_read_mtok=0.55 input_mtok=1.1 output_mtok=4.4
model o1-preview
is =o1-preview =o1-preview-2024-09-12
limits 128000 0
price cache_read_mtok=7.5 input_mtok=15 output_mtok=60
model o3-2025-04-16
is =o3 =o3-2025-04-16
limits 200000 100000
price cache_read_mtok=0.5 input_mtok=2 output_mtok=8
model o3-mini
is =o3-mini =o3-mini-2025-01-31
limits 200000 100000
price cache_read_mtok=0.55 input_mtok=1.1 output_mtok=4.4
model o4-mini
is *o4-mini *o4-mini-2025-04-16
limits 200000 100000
price cache_read_mtok=0.275 input_mtok=1.1 output_mtok=4.4
model phi-3-medium-128k-instruct
is =phi-3-medium-128k-instruct
limits 131072 0
price input_mtok=0.17 output_mtok=0.68
model phi-3-mini-128k-instruct
is =phi-3-mini-128k-instruct
limits 131072 0
price input_mtok=0.13 output_mtok=0.52
model phi-3.5-mini-128k-instruct
is =phi-3.5-mini-128k-instruct
limits 131072 0
price input_mtok=0.13 output_mtok=0.52
model phi-4
is =phi-4
limits 16384 0
price input_mtok=0.125 output_mtok=0.5
model phi-4-mini-instruct
is =phi-4-mini-instruct
limits 131072 0
price input_mtok=0.075 output_mtok=0.3
model phi-4-multimodal-instruct
is =phi-4-multimodal-instruct
limits 131072 0
price input_audio_mtok=4 input_mtok=0.08 output_mtok=0.32
model phi-4-reasoning-plus
is =phi-4-reasoning-plus
limits 32768 0
price input_mtok=0.125 output_mtok=0.5
model phi-4-reasoning-plus:free
is =phi-4-reasoning-plus:free
limits 32768 0
price
model phi-4-reasoning:free
is =phi-4-reasoning:free
limits 32768 0
price
model text-embedding-3-large
is =text-embedding-3-large
limits 8192 0
price input_mtok=0.13
model text-embedding-3-small
is =text-embedding-3-small
limits 8192 0
price input_mtok=0.02
model wizardlm-2-8x22b
is =wizardlm-2-8x22b
price input_mtok=0.48 output_mtok=0.48
provider baseten
also *baseten
model deepseek-ai/DeepSeek-V4-Flash-0731
is =deepseek-ai/deepseek-v4-flash-0731
limits 1048000 384000
price cache_read_mtok=0.028 input_mtok=0.13 output_mtok=0.26
model deepseek-ai/DeepSeek-V4-Pro
is =deepseek-ai/deepseek-v4-pro
limits 1048000 262144
price cache_read_mtok=0.145 input_mtok=1.74 output_mtok=3.48
model deepseek-ai/DeepSeek-V4-Pro-0813
is =deepseek-ai/deepseek-v4-pro-0813
limits 1048000 262144
price cache_read_mtok=0.132 input_mtok=1.32 output_mtok=3.96
model deepseek-ai/DeepSeek-V4.1-Flash
is =deepseek-ai/deepseek-v4.1-flash =deepseek-ai/deepseek-v4.1-flash-1017
limits 1048000 262144
price cache_read_mtok=0.007 input_mtok=0.3 output_mtok=1.2
model deepseek-ai/DeepSeek-V4.1-Flash-1017-Fast
is =deepseek-ai/deepseek-v4.1-flash-1017-fast
limits 1048000 262144
price cache_read_mtok=0.014 input_mtok=0.6 output_mtok=2.4
model deepseek-ai/DeepSeek-V4.1-Flash-Fast
is =deepseek-ai/deepseek-v4.1-flash-fast
limits 1048000 131072
price cache_read_mtok=0.014 input_mtok=0.6 output_mtok=2.4
model meta-models/muse-spark-open
is =meta-models/muse-spark-open
limits 1048000 1048576
price cache_read_mtok=0.15 input_mtok=1.25 output_mtok=4.25
model moonshotai/Kimi-K2.6
is =moonshotai/kimi-k2.6
limits 262000 262000
price cache_read_mtok=0.16 input_mtok=0.95 output_mtok=4
model moonshotai/Kimi-K2.7-Code
is =moonshotai/kimi-k2.7-code
limits 262000 262000
price cache_read_mtok=0.16 input_mtok=0.95 output_mtok=4
model moonshotai/Kimi-K3
is =moonshotai/kimi-k3
limits 1048000 262144
price cache_read_mtok=0.3 input_mtok=3 output_mtok=15
model nvidia/NVIDIA-Nemotron-3-Ultra-550B-A55B
is =nvidia/nvidia-nemotron-3-ultra-550b-a55b
limits 202000 202800
price cache_read_mtok=0.12 input_mtok=0.6 output_mtok=2.4
model nvidia/NVIDIA-Nemotron-3.5-Super-VL-120B-A12B
is =nvidia/nvidia-nemotron-3.5-super-vl-120b-a12b
limits 1048000 1048576
price cache_read_mtok=0.04 input_mtok=0.2 output_mtok=0.5
model openai/gpt-oss-120b
is =openai/gpt-oss-120b
limits 128000 128072
price input_mtok=0.1 output_mtok=0.5
model reflection/Beam-1.0
is =reflection/beam-1.0
limits 1048000 131072
price cache_read_mtok=0.13 input_mtok=1.3 output_mtok=4.3
price from=2026-11-02 cache_read_mtok=0.04 input_mtok=0.4 output_mtok=1.2
model thinkingmachines/inkling
is =thinkingmachines/inkling
limits 1048000 32768
price cache_read_mtok=0.17 input_mtok=1 output_mtok=4.05
model thinkingmachines/inkling-small
is =thinkingmachines/inkling-small
limits 1048000 32768
price cache_read_mtok=0.1 input_mtok=0.5 output_mtok=1.2
model zai-org/GLM-4.7
is =zai-org/glm-4.7
limits 200000 200000
price cache_read_mtok=0.12 input_mtok=0.6 output_mtok=2.2
model zai-org/GLM-5.2
is =zai-org/glm-5.2
limits 1048000 262144
price cache_read_mtok=0.14 input_mtok=1.4 output_mtok=4.4
model zai-org/GLM-5.2-Fast
is =zai-org/glm-5.2-fast
limits 1048000 262144
price cache_read_mtok=0.21 input_mtok=2.1 output_mtok=6.6
model zai-org/GLM-5.3
is =zai-org/glm-5.3
limits 1048000 262144
price cache_read_mtok=0.14 input_mtok=1.4 output_mtok=4.4
model zai-org/GLM-5.3-Fast
is =zai-org/glm-5.3-fast
limits 1048000 262144
price cache_read_mtok=0.21 input_mtok=2.1 output_mtok=6.6
model zai-org/GLM-5.3-Flash
is =zai-org/glm-5.3-flash
limits 1048000 131072
price cache_read_mtok=0.03 input_mtok=0.15 output_mtok=0.5
provider cerebras
also *cerebras
model gemma-4-31b
is =gemma-4-31b ^cerebras/gemma-4-31b ^cerebras:gemma-4-31b
limits 131072 40960
price input_mtok=0.99 output_mtok=1.49
model gpt-oss-120b
is =gpt-oss-120b ^cerebras/gpt-oss-120b ^cerebras:gpt-oss-120b
limits 131072 32768
price input_mtok=0.35 output_mtok=0.75
model llama-3.3-70b
is =llama-3.3-70b ^cerebras/llama-3.3-70b ^cerebras:llama-3.3-70b
limits 128000 128000
price input_mtok=0.85 output_mtok=1.2
model llama3.1-8b
is =llama3.1-8b ^cerebras/llama3.1-8b ^cerebras:llama3.1-8b
limits 32768 128000
price input_mtok=0.1 output_mtok=0.1
model qwen-3-32b
is =qwen-3-32b ^cerebras/qwen-3-32b ^cerebras:qwen-3-32b
limits 131072 128000
price input_mtok=0.4 output_mtok=0.8
model qwen-3-coder-480b
is =qwen-3-coder-480b
price
model qwen-3.8-27b
is =qwen-3.8-27b ^cerebras/qwen-3.8-27b ^cerebras:qwen-3.8-27b
limits 65536 32768
price input_mtok=0.99 output_mtok=1.49
model zai-glm-4.7
is =zai-glm-4.7 ^cerebras/zai-glm-4.7 ^cerebras:zai-glm-4.7
limits 131072 0
price input_mtok=2.25 output_mtok=2.75
provider cloudflare
also *cloudflare
model @cf/ai4bharat/indictrans2-en-indic-1B
is =@cf/ai4bharat/indictrans2-en-indic-1b
price input_mtok=0.342 output_mtok=0.342
model @cf/aisingapore/gemma-sea-lion-v4-27b-it
is =@cf/aisingapore/gemma-sea-lion-v4-27b-it
limits 128000 128000
price input_mtok=0.351 output_mtok=0.555
model @cf/baai/bge-base-en-v1.5
is =@cf/baai/bge-base-en-v1.5
price input_mtok=0.067
model @cf/baai/bge-large-en-v1.5
is =@cf/baai/bge-large-en-v1.5
price input_mtok=0.204
model @cf/baai/bge-m3
is =@cf/baai/bge-m3
price input_mtok=0.012
model @cf/baai/bge-reranker-base
is =@cf/baai/bge-reranker-base
price input_mtok=0.003
model @cf/baai/bge-small-en-v1.5
is =@cf/baai/bge-small-en-v1.5
price input_mtok=0.02
model @cf/cloudflare/clairic
is =@cf/cloudflare/clairic =clairic
price input_mtok=0.1
model @cf/cloudflare/clef
is =@cf/cloudflare/clef =clef
limits 65536 0
price input_mtok=0.24
model @cf/cloudflare/clef-flash
is =@cf/cloudflare/clef-flash =clef-flash
limits 65536 0
price input_mtok=0.09
price from=2026-10-19 input_mtok=0.038
model @cf/cloudflare/clef-omni
is =@cf/cloudflare/clef-omni =clef-omni
limits 64000 0
price input_mtok=0.15
model @cf/daily-co/phonellm-mini-alpha-2
is =@cf/daily-co/phonellm-mini-alpha-2
price input_mtok=0.06 output_mtok=0.24
model @cf/deepseek-ai/deepseek-r1-distill-qwen-32b
is =@cf/deepseek-ai/deepseek-r1-distill-qwen-32b
limits 80000 80000
price input_mtok=0.497 output_mtok=4.881
model @cf/deepseek-ai/deepseek-v4-flash-0731
is =@cf/deepseek-ai/deepseek-v4-flash-0731
price cache_read_mtok=0.014 input_mtok=0.44 output_mtok=1.32
model @cf/deepseek-ai/deepseek-v4-pro-0813
is =@cf/deepseek-ai/deepseek-v4-pro-0813
price cache_read_mtok=0.044 input_mtok=1.32 output_mtok=3.96
model @cf/deepseek-ai/deepseek-v4.1-flash-1017
is =@cf/deepseek-ai/deepseek-v4.1-flash-1017
price cache_read_mtok=0.006 input_mtok=0.3 output_mtok=1.2
model @cf/google/gemma-3-12b-it
is =@cf/google/gemma-3-12b-it
price input_mtok=0.345 output_mtok=0.556
model @cf/google/gemma-4-26b-a4b-it
is =@cf/google/gemma-4-26b-a4b-it
limits 256000 256000
price input_mtok=0.1 output_mtok=0.3
model @cf/huggingface/distilbert-sst-2-int8
is =@cf/huggingface/distilbert-sst-2-int8
price input_mtok=0.026
model @cf/ibm-granite/granite-4.0-h-micro
is =@cf/ibm-granite/granite-4.0-h-micro
limits 131000 131000
price input_mtok=0.017 output_mtok=0.112
model @cf/meta/llama-2-7b-chat-fp16
is =@cf/meta/llama-2-7b-chat-fp16
limits 3072 3072
price input_mtok=0.556 output_mtok=6.667
model @cf/meta/llama-3-8b-instruct
is =@cf/meta/llama-3-8b-instruct
price input_mtok=0.282 output_mtok=0.827
model @cf/meta/llama-3-8b-instruct-awq
is =@cf/meta/llama-3-8b-instruct-awq
price input_mtok=0.123 output_mtok=0.266
model @cf/meta/llama-3.1-70b-instruct-fp8-fast
is =@cf/meta/llama-3.1-70b-instruct-fp8-fast
price input_mtok=0.293 output_mtok=2.253
model @cf/meta/llama-3.1-8b-instruct
is =@cf/meta/llama-3.1-8b-instruct
price input_mtok=0.282 output_mtok=0.827
model @cf/meta/llama-3.1-8b-instruct-awq
is =@cf/meta/llama-3.1-8b-instruct-awq
price input_mtok=0.123 output_mtok=0.266
model @cf/meta/llama-3.1-8b-instruct-fp8
is =@cf/meta/llama-3.1-8b-instruct-fp8
limits 32000 32000
price input_mtok=0.152 output_mtok=0.287
model @cf/meta/llama-3.1-8b-instruct-fp8-fast
is =@cf/meta/llama-3.1-8b-instruct-fp8-fast =@cf/meta/llama-3.1-8b-instruct-fast
price input_mtok=0.045 output_mtok=0.384
model @cf/meta/llama-3.2-11b-vision-instruct
is =@cf/meta/llama-3.2-11b-vision-instruct
limits 128000 128000
price input_mtok=0.049 output_mtok=0.676
model @cf/meta/llama-3.2-1b-instruct
is =@cf/meta/llama-3.2-1b-instruct
limits 60000 60000
price input_mtok=0.027 output_mtok=0.201
model @cf/meta/llama-3.2-3b-instruct
is =@cf/meta/llama-3.2-3b-instruct
limits 80000 80000
price input_mtok=0.051 output_mtok=0.335
model @cf/meta/llama-3.3-70b-instruct-fp8-fast
is =@cf/meta/llama-3.3-70b-instruct-fp8-fast
limits 24000 24000
price input_mtok=0.293 output_mtok=2.253
model @cf/meta/llama-4-scout-17b-16e-instruct
is =@cf/meta/llama-4-scout-17b-16e-instruct
limits 131000 131000
price input_mtok=0.27 output_mtok=0.85
model @cf/meta/llama-guard-3-8b
is =@cf/meta/llama-guard-3-8b
limits 131072 131072
price input_mtok=0.484 output_mtok=0.03
model @cf/meta/m2m100-1.2b
is =@cf/meta/m2m100-1.2b
price input_mtok=0.342 output_mtok=0.342
model @cf/mistral/mistral-7b-instruct-v0.1
is =@cf/mistral/mistral-7b-instruct-v0.1
limits 8192 8192
price input_mtok=0.11 output_mtok=0.19
model @cf/mistralai/mistral-small-3.1-24b-instruct
is =@cf/mistralai/mistral-small-3.1-24b-instruct
limits 128000 128000
price input_mtok=0.351 output_mtok=0.555
model @cf/moondream/moondream3.1-9B-A2B
is =@cf/moondream/moondream3.1-9b-a2b
price input_mtok=0.3 output_mtok=1
model @cf/moonshotai/kimi-k2.5
is =@cf/moonshotai/kimi-k2.5
price cache_read_mtok=0.1 input_mtok=0.6 output_mtok=3
model @cf/moonshotai/kimi-k2.6
is =@cf/moonshotai/kimi-k2.6
limits 262144 262144
price cache_read_mtok=0.16 input_mtok=0.95 output_mtok=4
model @cf/moonshotai/kimi-k2.7-code
is =@cf/moonshotai/kimi-k2.7-code
limits 262144 262144
price cache_read_mtok=0.19 input_mtok=0.95 output_mtok=4
model @cf/nvidia/nemotron-3-120b-a12b
is =@cf/nvidia/nemotron-3-120b-a12b
limits 256000 256000
price input_mtok=0.5 output_mtok=1.5
model @cf/openai/gpt-oss-120b
is =@cf/openai/gpt-oss-120b
limits 128000 128000
price input_mtok=0.35 output_mtok=0.75
model @cf/openai/gpt-oss-20b
is =@cf/openai/gpt-oss-20b
limits 128000 128000
price input_mtok=0.2 output_mtok=0.3
model @cf/pfnet/plamo-embedding-1b
is =@cf/pfnet/plamo-embedding-1b
price input_mtok=0.019
model @cf/qwen/qwen2.5-coder-32b-instruct
is =@cf/qwen/qwen2.5-coder-32b-instruct
limits 32768 32768
price input_mtok=0.66 output_mtok=1
model @cf/qwen/qwen3-30b-a3b-fp8
is =@cf/qwen/qwen3-30b-a3b-fp8
limits 32768 32768
price input_mtok=0.051 output_mtok=0.335
model @cf/qwen/qwen3-embedding-0.6b
is =@cf/qwen/qwen3-embedding-0.6b
price input_mtok=0.012
model @cf/qwen/qwen3.8-27b
is =@cf/qwen/qwen3.8-27b
limits 262144 0
price input_mtok=0.45 output_mtok=3.2
model @cf/qwen/qwq-32b
is =@cf/qwen/qwq-32b
limits 24000 24000
price input_mtok=0.66 output_mtok=1
model @cf/zai-org/glm-4.7-flash
is =@cf/zai-org/glm-4.7-flash
limits 131072 131072
price input_mtok=0.06 output_mtok=0.4
model @cf/zai-org/glm-5.2
is =@cf/zai-org/glm-5.2
limits 262144 262144
price cache_read_mtok=0.26 input_mtok=1.4 output_mtok=4.4
model @cf/zai-org/glm-5.3
is =@cf/zai-org/glm-5.3
price cache_read_mtok=0.26 input_mtok=1.4 output_mtok=4.4
model @cf/zai-org/glm-5.3-flash
is =@cf/zai-org/glm-5.3-flash
price cache_read_mtok=0.03 input_mtok=0.15 output_mtok=0.5
provider cohere
also *cohere
model c4ai-aya-expanse-32b
is *aya-expanse-32b
limits 128000 4000
price input_mtok=0.5 output_mtok=1.5
model c4ai-aya-expanse-8b
is *aya-expanse-8b
limits 8192 0
price input_mtok=0.5 output_mtok=1.5
model command
is =command
price input_mtok=1 output_mtok=2
model command-a
is =command-a =command-a-03-2025
limits 256000 8000
price input_mtok=2.5 output_mtok=10
model command-light
is ^command-light
limits 4096 0
price input_mtok=0.3 output_mtok=0.6
model command-r
is =command-r =command-r-08-2024
limits 128000 4096
price input_mtok=0.15 output_mtok=0.6
model command-r-plus
is =command-r-plus =command-r-plus-08-2024
limits 128000 4096
price input_mtok=2.5 output_mtok=10
model command-r7b
is =command-r7b =command-r7b-12-2024
limits 128000 4096
price input_mtok=0.0375 output_mtok=0.15
model embed-v4.0
is =embed-v4.0
limits 128000 0
price input_mtok=0.12
provider cursor
model composer-2.5
is =composer-2.5 ~composer-2.5[fast=false]
limits 200000 0
price cache_read_mtok=0.2 input_mtok=0.5 output_mtok=2.5
model composer-2.5-fast
is =composer-2.5-fast ~composer-2.5[fast=true]
limits 200000 0
price cache_read_mtok=0.5 input_mtok=3 output_mtok=15
model grok-4.5
is =grok-4.5 ~grok-4.5[fast=false]
limits 256000 0
price cache_read_mtok=0.5 input_mtok=2 output_mtok=6
model grok-4.5-fast
is =grok-4.5-fast ~grok-4.5[fast=true]
limits 256000 0
price cache_read_mtok=1 input_mtok=4 output_mtok=18
model grok-4.6
is =grok-4.6 ~grok-4.6[fast=false]
limits 256000 0
price cache_read_mtok=0.5 input_mtok=2 output_mtok=6
model grok-4.6-fast
is =grok-4.6-fast ~grok-4.6[fast=true]
limits 256000 0
price cache_read_mtok=1 input_mtok=4 output_mtok=12
model grok-4.7
is =grok-4.7 ~grok-4.7[fast=false]
limits 500000 0
price cache_read_mtok=0.5/256000:1 input_mtok=2/256000:4 output_mtok=6/256000:12
model grok-4.7-fast
is =grok-4.7-fast ~grok-4.7[fast=true]
limits 500000 0
price cache_read_mtok=1/256000:1.5 input_mtok=4/256000:6 output_mtok=12/256000:18
provider databricks
also *databricks
model databricks-bge-large-en
is =databricks-bge-large-en =system.ai.bge-large-en
limits 512 0
price input_mtok=0.1
model databricks-deepseek-v4-1-flash
is =databricks-deepseek-v4-1-flash =system.ai.deepseek-v4-1-flash
limits 1000000 384000
price cache_read_mtok=0.03 input_mtok=0.3 output_mtok=1.2
model databricks-deepseek-v4-flash-0731
is =databricks-deepseek-v4-flash-0731 =system.ai.deepseek-v4-flash-0731
limits 1000000 393216
price cache_read_mtok=0.028 input_mtok=0.14 output_mtok=0.28
model databricks-deepseek-v4-pro-0813
is =databricks-deepseek-v4-pro-0813 =system.ai.deepseek-v4-pro-0813
limits 1000000 393216
price cache_read_mtok=0.132 input_mtok=1.32 output_mtok=3.96
model databricks-gemma-3-12b
is =databricks-gemma-3-12b =system.ai.gemma-3-12b
limits 128000 32000
price input_mtok=0.15 output_mtok=0.5
model databricks-glm-5-2
is =databricks-glm-5-2 =system.ai.glm-5-2
limits 1000000 131072
price cache_read_mtok=0.26 input_mtok=1.4 output_mtok=4.4
model databricks-glm-5-3
is =databricks-glm-5-3 =system.ai.glm-5-3
limits 1048576 65536
price cache_read_mtok=0.26 input_mtok=1.4 output_mtok=4.4
model databricks-glm-5-3-flash
is =databricks-glm-5-3-flash =system.ai.glm-5-3-flash
limits 1048576 131072
price cache_read_mtok=0.03 input_mtok=0.15 output_mtok=0.5
model databricks-gpt-oss-120b
is =databricks-gpt-oss-120b =system.ai.gpt-oss-120b
limits 128000 131072
price input_mtok=0.15 output_mtok=0.6
model databricks-gpt-oss-20b
is =databricks-gpt-oss-20b =system.ai.gpt-oss-20b
limits 128000 131072
price input_mtok=0.07 output_mtok=0.3
model databricks-gte-large-en
is =databricks-gte-large-en =system.ai.gte-large-en
limits 8192 0
price input_mtok=0.13
model databricks-inkling
is =databricks-inkling =system.ai.inkling
limits 1000000 0
price cache_read_mtok=0.17 input_mtok=1 output_mtok=4.05
model databricks-kimi-k2-7-code
is =databricks-kimi-k2-7-code =system.ai.kimi-k2-7-code
price cache_read_mtok=0.19 input_mtok=0.95 output_mtok=4
model databricks-kimi-k3
is =databricks-kimi-k3 =system.ai.kimi-k3
limits 1000000 1048576
price cache_read_mtok=0.3 input_mtok=3 output_mtok=15
model databricks-llama-4-maverick
is =databricks-llama-4-maverick =system.ai.llama-4-maverick
limits 128000 128000
price input_mtok=0.5 output_mtok=1.5
model databricks-meta-llama-3-1-8b-instruct
is =databricks-meta-llama-3-1-8b-instruct =system.ai.meta-llama-3-1-8b-instruct
limits 128000 128000
price input_mtok=0.15 output_mtok=0.45
model databricks-meta-llama-3-3-70b-instruct
is =databricks-meta-llama-3-3-70b-instruct =system.ai.meta-llama-3-3-70b-instruct
limits 128000 128000
price input_mtok=0.5 output_mtok=1.5
model databricks-qwen3-embedding-0-6b
is =databricks-qwen3-embedding-0-6b =system.ai.qwen3-embedding-0-6b
price input_mtok=0.02
model databricks-qwen3-next-80b-a3b-instruct
is =databricks-qwen3-next-80b-a3b-instruct =system.ai.qwen3-next-80b-a3b-instruct
price input_mtok=0.15 output_mtok=1.2
model databricks-qwen35-122b-a10b
is =databricks-qwen35-122b-a10b =system.ai.qwen35-122b-a10b
limits 256000 25000
price input_mtok=0.22 output_mtok=2.2
provider deepseek
model deepseek-chat
is ^deepseek-chat =deepseek-chat-v3-0324
limits 64000 8192
price cache_read_mtok=0.035 input_mtok=0.135 output_mtok=0.55
price daily=00:30-16:30 cache_read_mtok=0.07 input_mtok=0.27 output_mtok=1.1
model deepseek-flash
is =deepseek-flash
limits 1000000 393216
price cache_read_mtok=0.003 input_mtok=0.15 output_mtok=0.6
price daily=01:00-04:00 cache_read_mtok=0.006 input_mtok=0.3 output_mtok=1.2
price daily=06:00-10:00 cache_read_mtok=0.006 input_mtok=0.3 output_mtok=1.2
model deepseek-reasoner
is =deepseek-reasoner ^deepseek-r1 =deepseek-r1-0528
limits 64000 65536
price cache_read_mtok=0.035 input_mtok=0.135 output_mtok=0.55
price daily=00:30-16:30 cache_read_mtok=0.14 input_mtok=0.55 output_mtok=2.19
model deepseek-v3.1-terminus
is =deepseek-v3.1-terminus
limits 128000 0
price cache_read_mtok=0.13 input_mtok=0.27 output_mtok=0.95
model deepseek-v3.2
is =deepseek-v3.2
limits 128000 163840
price input_mtok=0.2288 output_mtok=0.3432
model deepseek-v3.2-exp
is =deepseek-v3.2-exp
limits 128000 0
price input_mtok=0.27 output_mtok=0.41
model deepseek-v4-flash
is ^deepseek-v4-flash
limits 1000000 393216
price cache_read_mtok=0.0028 input_mtok=0.14 output_mtok=0.28
price from=2026-08-17 cache_read_mtok=0.007 input_mtok=0.22 output_mtok=0.66
price from=2026-09-10 cache_read_mtok=0.003 input_mtok=0.15 output_mtok=0.6
price daily=01:00-04:00 cache_read_mtok=0.006 input_mtok=0.3 output_mtok=1.2
price daily=06:00-10:00 cache_read_mtok=0.006 input_mtok=0.3 output_mtok=1.2
model deepseek-v4-pro
is ^deepseek-v4-pro
limits 1000000 393216
price cache_read_mtok=0.003625 input_mtok=0.435 output_mtok=0.87
price from=2026-08-17 cache_read_mtok=0.022 input_mtok=0.66 output_mtok=1.98
price daily=01:00-04:00 cache_read_mtok=0.044 input_mtok=1.32 output_mtok=3.96
price daily=06:00-10:00 cache_read_mtok=0.044 input_mtok=1.32 output_mtok=3.96
provider doubleword
model Qwen/Qwen3-14B-FP8
is =qwen/qwen3-14b-fp8
price input_mtok=0.05 output_mtok=0.6
model Qwen/Qwen3-Embedding-8B
is =qwen/qwen3-embedding-8b
price input_mtok=0.04
model Qwen/Qwen3-VL-235B-A22B-Instruct-FP8
is =qwen/qwen3-vl-235b-a22b-instruct-fp8
limits 262144 0
price input_mtok=0.6 output_mtok=1.2
price from=2026-10-18 cache_read_mtok=0.12 input_mtok=0.21 output_mtok=1.9
model Qwen/Qwen3-VL-30B-A3B-Instruct-FP8
is =qwen/qwen3-vl-30b-a3b-instruct-fp8
price input_mtok=0.16 output_mtok=0.8
model Qwen/Qwen3.5-35B-A3B-FP8
is =qwen/qwen3.5-35b-a3b-fp8
price input_mtok=0.25 output_mtok=2
model Qwen/Qwen3.5-35B-A3B-FP8-dottxt
is =qwen/qwen3.5-35b-a3b-fp8-dottxt
price cache_read_mtok=0.2 input_mtok=0.35 output_mtok=1.2
model Qwen/Qwen3.5-397B-A17B
is =qwen/qwen3.5-397b-a17b
price input_mtok=0.6 output_mtok=3.6
model Qwen/Qwen3.5-9B
is =qwen/qwen3.5-9b
price input_mtok=0.08 output_mtok=0.7
model Qwen/Qwen3.6-35B-A3B-FP8
is =qwen/qwen3.6-35b-a3b-fp8
price input_mtok=0.25 output_mtok=2
price from=2026-10-18 input_mtok=0.14 output_mtok=1
model Qwen/Qwen3.8-27B-FP8
is =qwen/qwen3.8-27b-fp8
limits 262144 0
price cache_read_mtok=0.04 input_mtok=0.45 output_mtok=3
model deepseek-ai/DeepSeek-V4-Flash
is =deepseek-ai/deepseek-v4-flash
price input_mtok=0.14 output_mtok=0.28
model deepseek-ai/DeepSeek-V4-Flash-0731
is =deepseek-ai/deepseek-v4-flash-0731
price cache_read_mtok=0.02 input_mtok=0.09 output_mtok=0.18
model deepseek-ai/DeepSeek-V4-Pro
is =deepseek-ai/deepseek-v4-pro
price input_mtok=1.74 output_mtok=3.48
model deepseek-ai/DeepSeek-V4-Pro-0813
is =deepseek-ai/deepseek-v4-pro-0813
price cache_read_mtok=0.13 input_mtok=1.32 output_mtok=3.96
model deepseek-ai/DeepSeek-V4.1-Flash
is =deepseek-ai/deepseek-v4.1-flash =deepseek-ai/deepseek-v4.1-flash-1017
price cache_read_mtok=0.01 input_mtok=0.15 output_mtok=0.6
model google/gemma-4-31B-it
is =google/gemma-4-31b-it
price input_mtok=0.14 output_mtok=0.4
price from=2026-10-18 input_mtok=0.12 output_mtok=0.35
model meta-models/Muse-Glimmer-30B
is =meta-models/muse-glimmer-30b
price cache_read_mtok=0.01 input_mtok=0.11 output_mtok=0.32
model meta/muse-spark-open
is =meta/muse-spark-open
price cache_read_mtok=0.15 input_mtok=1.25 output_mtok=4.25
model mistralai/Devstral-2-123B-Instruct-2512
is =mistralai/devstral-2-123b-instruct-2512
price input_mtok=0.4 output_mtok=2
model moonshotai/Kimi-K2.6
is =moonshotai/kimi-k2.6
price input_mtok=0.95 output_mtok=4
model moonshotai/Kimi-K3.1-Pro
is =moonshotai/kimi-k3.1-pro
price cache_read_mtok=0.2 input_mtok=2 output_mtok=10
model moonshotai/kimi-k3
is =moonshotai/kimi-k3
limits 1048576 0
price cache_read_mtok=0.3 input_mtok=3 output_mtok=15
model nvidia/NVIDIA-Nemotron-3-Super-120B-A12B-NVFP4
is =nvidia/nvidia-nemotron-3-super-120b-a12b-nvfp4
price input_mtok=0.3 output_mtok=0.75
model nvidia/NVIDIA-Nemotron-3-Ultra-550B-A55B-NVFP4
is =nvidia/nvidia-nemotron-3-ultra-550b-a55b-nvfp4
price cache_read_mtok=0.13 input_mtok=0.5 output_mtok=2.2
model openai/gpt-oss-20b
is =openai/gpt-oss-20b
price input_mtok=0.04 output_mtok=0.3
model zai-org/GLM-5.1-FP8
is =zai-org/glm-5.1-fp8
price input_mtok=1.4 output_mtok=4.4
model zai-org/GLM-5.2-FP8
is =zai-org/glm-5.2-fp8
limits 1048576 0
price cache_read_mtok=0.19 input_mtok=0.93 output_mtok=3
model zai-org/GLM-5.3
is =zai-org/glm-5.3
price cache_read_mtok=0.28 input_mtok=1.4 output_mtok=4.4
model zai-org/GLM-5.3-Flash
is =zai-org/glm-5.3-flash
price cache_read_mtok=0.03 input_mtok=0.15 output_mtok=0.5
provider elevenlabs
also *elevenlabs
model eleven_realtime_v1_max
is =eleven_realtime_v1_max
price audio_hours=4.8 cache_read_mtok=0.18 input_mtok=1.8 output_mtok=9
model eleven_realtime_v1_mini
is =eleven_realtime_v1_mini
price audio_hours=4.8 input_mtok=0.2 output_mtok=6
provider fireworks
model deepseek-r1-0528
is =accounts/fireworks/models/deepseek-r1-0528
limits 160000 160000
price input_mtok=3 output_mtok=8
model deepseek-v3-0324
is =accounts/fireworks/models/deepseek-v3-0324
limits 160000 163840
price input_mtok=0.9 output_mtok=0.9
model deepseek-v3p2
is =accounts/fireworks/models/deepseek-v3p2
limits 163840 163840
price cache_read_mtok=0.28 input_mtok=0.56 output_mtok=1.68
model deepseek-v4-flash
is =accounts/fireworks/models/deepseek-v4-flash =accounts/fireworks/models/deepseek-v4-flash-0731
limits 1040000 384000
price cache_read_mtok=0.028 input_mtok=0.14 output_mtok=0.28
model deepseek-v4-pro
is =accounts/fireworks/models/deepseek-v4-pro
limits 1048576 131072
price cache_read_mtok=0.145 input_mtok=1.74 output_mtok=3.48
model deepseek-v4p1-flash
is =accounts/fireworks/models/deepseek-v4p1-flash
limits 1048576 393216
price cache_read_mtok=0.006 input_mtok=0.3 output_mtok=1.2
model deepseek-v4p1-flash-1017
is =accounts/fireworks/models/deepseek-v4p1-flash-1017
limits 1048576 393216
price cache_read_mtok=0.006 input_mtok=0.3 output_mtok=1.2
model deepseek-v4p1-flash-1017-ultrafast
is =accounts/fireworks/routers/deepseek-v4p1-flash-1017-ultrafast
price cache_read_mtok=0.048 input_mtok=2.4 output_mtok=9.6
model deepseek-v4p1-flash-1017-us
is =accounts/fireworks/routers/deepseek-v4p1-flash-1017-us
price cache_read_mtok=0.009 input_mtok=0.45 output_mtok=1.8
model deepseek-v4p1-flash-us
is =accounts/fireworks/routers/deepseek-v4p1-flash-us
limits 1048576 393216
price cache_read_mtok=0.009 input_mtok=0.45 output_mtok=1.8
model ember-1
is =accounts/fireworks/models/ember-1
limits 1048576 0
price cache_read_mtok=0.3 input_mtok=3 output_mtok=15
model gemma-3-27b-it
is =accounts/fireworks/models/gemma-3-27b-it
limits 131000 131072
price input_mtok=0.1 output_mtok=0.1
model glm-4p7
is =accounts/fireworks/models/glm-4p7
limits 202752 202800
price input_mtok=0.6 output_mtok=2.2
model glm-5p1
is =accounts/fireworks/models/glm-5p1
limits 202752 131072
price cache_read_mtok=0.26 input_mtok=1.4 output_mtok=4.4
model glm-5p1-fast
is =accounts/fireworks/routers/glm-5p1-fast
limits 202800 131072
price cache_read_mtok=0.52 input_mtok=2.8 output_mtok=8.8
model glm-5p2
is =accounts/fireworks/models/glm-5p2
limits 1040000 131072
price cache_read_mtok=0.14 input_mtok=1.4 output_mtok=4.4
model glm-5p2-fast
is =accounts/fireworks/routers/glm-5p2-fast =accounts/fireworks/routers/glm-5p2-fast-us
limits 1040000 131072
price cache_read_mtok=0.21 input_mtok=2.1 output_mtok=6.6
model glm-5p3
is =accounts/fireworks/models/glm-5p3
limits 1048576 128000
price cache_read_mtok=0.26 input_mtok=1.4 output_mtok=4.4
model glm-5p3-fast
is =accounts/fireworks/routers/glm-5p3-fast
limits 1048576 1048576
price cache_read_mtok=0.39 input_mtok=2.1 output_mtok=6.6
model glm-5p3-flash
is =accounts/fireworks/models/glm-5p3-flash
limits 1048576 1048576
price cache_read_mtok=0.03 input_mtok=0.15 output_mtok=0.5
model glm-5p3-flash-us
is =accounts/fireworks/routers/glm-5p3-flash-us
limits 1048576 1048576
price cache_read_mtok=0.045 input_mtok=0.225 output_mtok=0.75
model glm-5p3-us
is =accounts/fireworks/routers/glm-5p3-us
limits 1048576 128000
price cache_read_mtok=0.39 input_mtok=2.1 output_mtok=6.6
model gpt-oss-120b
is =accounts/fireworks/models/gpt-oss-120b
limits 131072 32768
price cache_read_mtok=0.014 input_mtok=0.15 output_mtok=0.6
price from=2026-10-19 cache_read_mtok=0.015 input_mtok=0.15 output_mtok=0.6
model gpt-oss-20b
is =accounts/fireworks/models/gpt-oss-20b
limits 131072 32768
price cache_read_mtok=0.035 input_mtok=0.07 output_mtok=0.3
model inkling
is =accounts/fireworks/models/inkling
limits 1040000 1048576
price cache_read_mtok=0.17 input_mtok=1 output_mtok=4.05
model kimi-k2p5
is =accounts/fireworks/models/kimi-k2p5
limits 262144 32768
price cache_read_mtok=0.1 input_mtok=0.6 output_mtok=3
model kimi-k2p6
is =accounts/fireworks/models/kimi-k2p6
limits 262144 32768
price cache_read_mtok=0.16 input_mtok=0.95 output_mtok=4
model kimi-k2p6-fast
is =accounts/fireworks/routers/kimi-k2p6-fast
limits 262144 32768
price cache_read_mtok=0.3 input_mtok=2 output_mtok=8
model kimi-k2p7-code
is =accounts/fireworks/models/kimi-k2p7-code
limits 262144 32768
price cache_read_mtok=0.19 input_mtok=0.95 output_mtok=4
model kimi-k2p7-code-fast
is =accounts/fireworks/routers/kimi-k2p7-code-fast
limits 262144 32768
price cache_read_mtok=0.38 input_mtok=1.9 output_mtok=8
model kimi-k3
is =accounts/fireworks/models/kimi-k3
limits 1040000 131072
price cache_read_mtok=0.3 input_mtok=3 output_mtok=15
model kimi-k3-fast
is =accounts/fireworks/routers/kimi-k3-fast
limits 1040000 131072
price cache_read_mtok=0.45 input_mtok=4.5 output_mtok=22.5
model kimi-k3-us
is =accounts/fireworks/routers/kimi-k3-us
limits 1040000 131072
price cache_read_mtok=0.33 input_mtok=3.3 output_mtok=16.5
price from=2026-09-01 cache_read_mtok=0.45 input_mtok=4.5 output_mtok=22.5
model kimi-k3p1-pro
is =accounts/fireworks/models/kimi-k3p1-pro
price cache_read_mtok=0.2 input_mtok=2 output_mtok=10
model llama-v3p1-8b-instruct
is =accounts/fireworks/models/llama-v3p1-8b-instruct
limits 131000 16384
price input_mtok=0.2 output_mtok=0.2
model llama4-maverick-instruct-basic
is =accounts/fireworks/models/llama4-maverick-instruct-basic
limits 1000000 131072
price input_mtok=0.22 output_mtok=0.88
model minimax-m2p1
is =accounts/fireworks/models/minimax-m2p1
limits 204800 204800
price input_mtok=0.3 output_mtok=1.2
model minimax-m2p7
is =accounts/fireworks/models/minimax-m2p7
limits 196608 196608
price cache_read_mtok=0.06 input_mtok=0.3 output_mtok=1.2
model minimax-m3
is =accounts/fireworks/models/minimax-m3
limits 524288 512000
price cache_read_mtok=0.06 input_mtok=0.3 output_mtok=1.2
model muse-spark-open
is =accounts/fireworks/models/muse-spark-open
limits 1048576 0
price cache_read_mtok=0.15 input_mtok=1.25 output_mtok=4.25
model nemotron-3-ultra-nvfp4
is =accounts/fireworks/models/nemotron-3-ultra-nvfp4
limits 262000 32768
price cache_read_mtok=0.12 input_mtok=0.6 output_mtok=2.4
model nemotron-lightning-3p5-30b-a3b
is =accounts/fireworks/models/nemotron-lightning-3p5-30b-a3b
limits 262144 32768
price cache_read_mtok=0.01 input_mtok=0.05 output_mtok=0.2
model qwen2p5-vl-72b-instruct
is =accounts/fireworks/models/qwen2p5-vl-72b-instruct
limits 128000 128000
price input_mtok=0.9 output_mtok=0.9
model qwen3-235b-a22b
is =accounts/fireworks/models/qwen3-235b-a22b
limits 128000 131072
price input_mtok=0.22 output_mtok=0.88
model qwen3p6-plus
is =accounts/fireworks/models/qwen3p6-plus
price cache_read_mtok=0.1 input_mtok=0.5 output_mtok=3
model qwen3p7-plus
is =accounts/fireworks/models/qwen3p7-plus
limits 262144 65536
price cache_read_mtok=0.08 input_mtok=0.4 output_mtok=1.6
model qwen3p8-max
is =accounts/fireworks/models/qwen3p8-max
limits 262144 0
price cache_read_mtok=0.25 input_mtok=2 output_mtok=6
model ultramarine-1-flash-us
is =accounts/fireworks/routers/ultramarine-1-flash-us
price cache_read_mtok=0.045 input_mtok=0.225 output_mtok=0.75
price from=2026-11-03 cache_read_mtok=0.03 input_mtok=0.15 output_mtok=0.5
provider github-copilot
also *copilot
model claude-fable-5
is =claude-fable-5
limits 264000 0
price cache_read_mtok=1 cache_write_mtok=12.5 input_mtok=10 output_mtok=50
model claude-fable-5.1
is =claude-fable-5.1
limits 264000 0
price cache_read_mtok=0.25 cache_write_mtok=12.5 input_mtok=10 output_mtok=50
model claude-haiku-4.5
is =claude-haiku-4.5
limits 144000 0
price cache_read_mtok=0.1 cache_write_mtok=1.25 input_mtok=1 output_mtok=5
model claude-haiku-5.5
is =claude-haiku-5.5
price cache_read_mtok=0.01/100000:0.05 cache_write_mtok=0.125/100000:0.625 input_mtok=0.1/100000:0.5 output_mtok=0.5/100000:2.5
model claude-opus-4.7
is =claude-opus-4.7
limits 264000 0
price cache_read_mtok=0.5 cache_write_mtok=6.25 input_mtok=5 output_mtok=25
model claude-opus-4.8
is =claude-opus-4.8
limits 264000 0
price cache_read_mtok=0.5 cache_write_mtok=6.25 input_mtok=5 output_mtok=25
model claude-opus-4.8-fast
is =claude-opus-4.8-fast
limits 264000 0
price cache_read_mtok=1 cache_write_mtok=12.5 input_mtok=10 output_mtok=50
model claude-opus-5
is =claude-opus-5
limits 264000 0
price cache_read_mtok=0.5 cache_write_mtok=6.25 input_mtok=5 output_mtok=25
model claude-opus-5.5
is =claude-opus-5.5
price cache_read_mtok=0.2 cache_write_mtok=5 input_mtok=4 output_mtok=20
model claude-sonnet-4
is =claude-sonnet-4
price cache_read_mtok=0.3 cache_write_mtok=3.75 input_mtok=3 output_mtok=15
model claude-sonnet-4.6
is =claude-sonnet-4.6
price cache_read_mtok=0.3 cache_write_mtok=3.75 input_mtok=3 output_mtok=15
model claude-sonnet-5
is =claude-sonnet-5
limits 264000 0
price cache_read_mtok=0.2 cache_write_mtok=2.5 input_mtok=2 output_mtok=10
model claude-sonnet-5.5
is =claude-sonnet-5.5
price cache_read_mtok=0.1 cache_write_mtok=2.5 input_mtok=2 output_mtok=10
model gemini-3.5-flash
is =gemini-3.5-flash
limits 264000 0
price cache_read_mtok=0.15 input_mtok=1.5 output_mtok=9
model gemini-3.6-flash
is =gemini-3.6-flash
limits 264000 0
price cache_read_mtok=0.075 input_mtok=0.75 output_mtok=3.75
model gemini-3.7-flash
is =gemini-3.7-flash
limits 264000 0
price cache_read_mtok=0.075 input_mtok=0.75 output_mtok=3.75
model gemini-3.8-flash
is =gemini-3.8-flash
limits 265536 0
price cache_read_mtok=0.075 input_mtok=0.75 output_mtok=3.75
model gemini-4-argon
is =gemini-4-argon
price cache_read_mtok=0.1 input_mtok=2 output_mtok=10
model gpt-3.5-turbo
is =gpt-3.5-turbo =gpt-3.5-turbo-0613
limits 16384 0
price
model gpt-4.1
is =gpt-4.1 =gpt-4.1-2025-04-14
limits 128000 0
price
model gpt-4o
is =gpt-4o =gpt-4o-2024-05-13 =gpt-4o-2024-08-06 =gpt-4o-2024-11-20 =gpt-4-o-preview
limits 128000 0
price
model gpt-4o-mini
is =gpt-4o-mini =gpt-4o-mini-2024-07-18
limits 128000 0
price
model gpt-5-mini
is =gpt-5-mini ~gpt-5-mini-####-##-##
limits 264000 0
price cache_read_mtok=0.025 input_mtok=0.25 output_mtok=2
model gpt-5.3-codex
is =gpt-5.3-codex ~gpt-5.3-codex-####-##-##
limits 400000 0
price cache_read_mtok=0.175 input_mtok=1.75 output_mtok=14
model gpt-5.4
is =gpt-5.4 ~gpt-5.4-####-##-##
limits 400000 0
price cache_read_mtok=0.25/272000:0.5 input_mtok=2.5/272000:5 output_mtok=15/272000:22.5
model gpt-5.4-mini
is =gpt-5.4-mini ~gpt-5.4-mini-####-##-##
limits 400000 0
price cache_read_mtok=0.075 input_mtok=0.75 output_mtok=4.5
model gpt-5.4-nano
is =gpt-5.4-nano ~gpt-5.4-nano-####-##-##
price cache_read_mtok=0.02 input_mtok=0.2 output_mtok=1.25
model gpt-5.5
is =gpt-5.5 ~gpt-5.5-####-##-##
limits 400000 0
price cache_read_mtok=0.5/272000:1 input_mtok=5/272000:10 output_mtok=30/272000:45
model gpt-5.6-luna
is =gpt-5.6-luna ~gpt-5.6-luna-####-##-##
limits 328000 0
price cache_read_mtok=0.02/200000:0.04 cache_write_mtok=0.25/200000:0.5 input_mtok=0.2/200000:0.4 output_mtok=1.2/200000:1.8
model gpt-5.6-sol
is =gpt-5.6-sol ~gpt-5.6-sol-####-##-##
limits 400000 0
price cache_read_mtok=0.4/272000:0.8 cache_write_mtok=5/272000:10 input_mtok=4/272000:8 output_mtok=20/272000:30
model gpt-5.6-terra
is =gpt-5.6-terra ~gpt-5.6-terra-####-##-##
limits 400000 0
price cache_read_mtok=0.2/272000:0.4 cache_write_mtok=2.5/272000:5 input_mtok=2/272000:4 output_mtok=12/272000:18
model gpt-6-astra
is =gpt-6-astra ~gpt-6-astra-####-##-##
price cache_read_mtok=1/272000:2 cache_write_mtok=12.5/272000:25 input_mtok=10/272000:20 output_mtok=50/272000:75
model gpt-6-luna
is =gpt-6-luna ~gpt-6-luna-####-##-##
price cache_read_mtok=0.01/272000:0.02 cache_write_mtok=0.125/272000:0.25 input_mtok=0.1/272000:0.2 output_mtok=0.5/272000:0.75
model gpt-6-sol
is =gpt-6-sol ~gpt-6-sol-####-##-##
price cache_read_mtok=0.2/272000:0.4 cache_write_mtok=2.5/272000:5 input_mtok=2/272000:4 output_mtok=10/272000:15
model gpt-6.1-sol
is =gpt-6.1-sol ~gpt-6.1-sol-####-##-##
limits 400000 0
price cache_read_mtok=0.1/272000:0.2 cache_write_mtok=2.5/272000:5 input_mtok=2/272000:4 output_mtok=10/272000:15
model gpt-6.1-terra
is =gpt-6.1-terra ~gpt-6.1-terra-####-##-##
price cache_read_mtok=0.05/272000:0.1 cache_write_mtok=1.25/272000:2.5 input_mtok=1/272000:2 output_mtok=5/272000:7.5
model grok-4.5
is =grok-4.5
limits 328000 0
price cache_read_mtok=0.5/200000:1 input_mtok=2/200000:4 output_mtok=6/200000:12
model grok-4.6
is =grok-4.6
limits 328000 0
price cache_read_mtok=0.5/200000:1 input_mtok=2/200000:4 output_mtok=6/200000:12
model grok-4.7
is =grok-4.7
price cache_read_mtok=0.5/200000:1 input_mtok=2/200000:4 output_mtok=6/200000:12
model kimi-k2.7-code
is =kimi-k2.7-code
limits 256000 0
price cache_read_mtok=0.19 input_mtok=0.95 output_mtok=4
model kimi-k3
is =kimi-k3
limits 1048576 0
price cache_read_mtok=0.3 input_mtok=3 output_mtok=15
model mai-code-1-flash-picker
is =mai-code-1-flash-picker
limits 256000 0
price cache_read_mtok=0.075 input_mtok=0.75 output_mtok=4.5
model mai-code-1.1-flash
is =mai-code-1.1-flash
limits 256000 0
price cache_read_mtok=0.02 input_mtok=0.2 output_mtok=1.2
provider google
also *google *vertex *gemini
resells anthropic
model claude-3-5-haiku
is *claude-3-5-haiku
limits 200000 0
price cache_read_mtok=0.08 cache_write_mtok=1 input_mtok=0.8 output_mtok=4
model claude-3-5-sonnet
is *claude-3-5-sonnet
limits 200000 0
price cache_read_mtok=0.3 cache_write_mtok=3.75 input_mtok=3 output_mtok=15
model claude-3-7-sonnet
is *claude-3-7-sonnet
limits 200000 0
price cache_read_mtok=0.3 cache_write_mtok=3.75 input_mtok=3 output_mtok=15
model claude-3-haiku
is *claude-3-haiku
limits 200000 0
price cache_read_mtok=0.03 cache_write_mtok=0.3 input_mtok=0.25 output_mtok=1.25
model claude-3-opus
is *claude-3-opus
limits 200000 0
price cache_read_mtok=1.5 cache_write_mtok=18.75 input_mtok=15 output_mtok=75
model claude-4-opus
is *claude-4-opus *claude-opus-4@ *claude-opus-4-0 *claude-opus-4-1 =claude-opus-4
limits 200000 0
price cache_read_mtok=1.5 cache_write_mtok=18.75 input_mtok=15 output_mtok=75
model claude-4-sonnet
is *claude-4-sonnet *claude-sonnet-4-0 *claude-sonnet-4@ *claude-sonnet-4-2025 =claude-sonnet-4 =anthropic/claude-sonnet-4
limits 200000 0
price cache_read_mtok=0.3 cache_write_mtok=3.75 input_mtok=3 output_mtok=15
model claude-fable-5
is $claude-fable-5 *claude-fable-5@
limits 1000000 0
price cache_read_mtok=1 cache_write_1h_mtok=20 cache_write_mtok=12.5 input_mtok=10 output_mtok=50
model claude-fable-5-1
is $claude-fable-5-1 *claude-fable-5-1@
limits 1000000 0
price cache_read_mtok=0.25 cache_write_1h_mtok=20 cache_write_mtok=12.5 input_mtok=10 output_mtok=50
model claude-fable-5-2
is $claude-fable-5-2 *claude-fable-5-2@
limits 1000000 0
price cache_read_mtok=0.2 cache_write_1h_mtok=16 cache_write_mtok=10 input_mtok=8 output_mtok=40 web_searches_kcount=10
tier batch cache_read_mtok=0.1 cache_write_1h_mtok=8 cache_write_mtok=5 input_mtok=4 output_mtok=20
model claude-haiku-4-5
is *claude-haiku-4-5 *claude-haiku-4.5
limits 200000 0
price cache_read_mtok=0.1 cache_write_1h_mtok=2 cache_write_mtok=1.25 input_mtok=1 output_mtok=5
model claude-haiku-5-5
is *claude-haiku-5-5 *claude-haiku-5.5 *claude-5-5-haiku *claude-5.5-haiku
limits 1000000 0
price cache_read_mtok=0.01/100000:0.05 cache_write_1h_mtok=0.2/100000:1 cache_write_mtok=0.125/100000:0.625 input_mtok=0.1/100000:0.5 output_mtok=0.5/100000:2.5
model claude-opus-4-5
is *claude-4-5-opus *claude-opus-4-5 *claude-4.5-opus *claude-opus-4.5
limits 200000 0
price cache_read_mtok=0.5 cache_write_1h_mtok=10 cache_write_mtok=6.25 input_mtok=5 output_mtok=25
model claude-opus-4-6
is *claude-4-6-opus *claude-opus-4-6 *claude-4.6-opus *claude-opus-4.6
limits 1000000 0
price cache_read_mtok=0.5/200000:1 cache_write_mtok=6.25/200000:12.5 input_mtok=5/200000:10 output_mtok=25/200000:37.5
price from=2026-03-13 cache_read_mtok=0.5 cache_write_1h_mtok=10 cache_write_mtok=6.25 input_mtok=5 output_mtok=25
model claude-opus-4-7
is *claude-4-7-opus *claude-opus-4-7 *claude-4.7-opus *claude-opus-4.7
limits 1000000 0
price cache_read_mtok=0.5 cache_write_1h_mtok=10 cache_write_mtok=6.25 input_mtok=5 output_mtok=25
model claude-opus-4-8
is *claude-4-8-opus *claude-opus-4-8 *claude-4.8-opus *claude-opus-4.8
limits 1000000 0
price cache_read_mtok=0.5 cache_write_1h_mtok=10 cache_write_mtok=6.25 input_mtok=5 output_mtok=25
model claude-opus-5
is *claude-5-opus $claude-opus-5 *claude-opus-5@ *claude-5.0-opus *claude-opus-5.0
limits 1000000 0
price cache_read_mtok=0.5 cache_write_1h_mtok=10 cache_write_mtok=6.25 input_mtok=5 output_mtok=25
model claude-opus-5-5
is *claude-5-5-opus $claude-opus-5-5 *claude-opus-5-5@ *claude-5.5-opus *claude-opus-5.5
limits 1000000 0
price cache_read_mtok=0.2 cache_write_1h_mtok=8 cache_write_mtok=5 input_mtok=4 output_mtok=20
model claude-sonnet-4-5
is *claude-sonnet-4-5 *claude-sonnet-4.5
limits 200000 0
price cache_read_mtok=0.3/200000:0.6 cache_write_1h_mtok=6/200000:12 cache_write_mtok=3.75/200000:7.5 input_mtok=3/200000:6 output_mtok=15/200000:22.5
model claude-sonnet-4-6
is *claude-sonnet-4-6 *claude-sonnet-4.6
limits 1000000 0
price cache_read_mtok=0.3 cache_write_1h_mtok=6 cache_write_mtok=3.75 input_mtok=3 output_mtok=15
model claude-sonnet-5-5
is *claude-sonnet-5-5 *claude-sonnet-5.5 *claude-5-5-sonnet *claude-5.5-sonnet
limits 1000000 0
price cache_read_mtok=0.1 cache_write_1h_mtok=4 cache_write_mtok=2.5 input_mtok=2 output_mtok=10
model gemini-1.0-pro-vision-001
is =gemini-1.0-pro-vision-001
limits 32768 0
price input_mtok=0.125 output_mtok=0.375
model gemini-1.5-flash
is *gemini-1.5-flash
limits 1000000 0
price cache_read_mtok=0.01875/128000:0.0375 input_mtok=0.075/128000:0.15 output_mtok=0.3/128000:0.6
model gemini-1.5-pro
is *gemini-1.5-pro
limits 1000000 0
price input_mtok=1.25/128000:2.5 output_mtok=5/128000:10
model gemini-2.0-flash
is $gemini-2.0-flash *gemini-2.0-flash-0 *gemini-2.0-flash-exp *gemini-2.0-flash-thinking *gemini-2.0-flash-latest
limits 1000000 0
price cache_read_mtok=0.025 input_audio_mtok=0.7 input_mtok=0.1 output_mtok=0.4 web_searches_kcount=35
model gemini-2.0-flash-lite
is *gemini-2.0-flash-lite
limits 1000000 0
price input_mtok=0.075 output_mtok=0.3
model gemini-2.5-flash
is =gemini-2.5-flash =gemini-2.5-flash-latest =gemini-2.5-flash-preview-09-2025
limits 1048576 65536
price cache_read_mtok=0.03 input_audio_mtok=1 input_mtok=0.3 output_mtok=2.5 web_searches_kcount=35
tier batch from=2026-10-14 input_audio_mtok=0.5 input_mtok=0.15 output_mtok=1.25
model gemini-2.5-flash-image
is =gemini-2.5-flash-image =gemini-2.5-flash-image-preview
limits 1000000 0
price input_mtok=0.3 output_image_mtok=30 output_mtok=2.5
model gemini-2.5-flash-lite
is =gemini-2.5-flash-lite ^gemini-2.5-flash-lite-preview&!$-tts&!*-tts-
limits 1000000 65536
price cache_read_mtok=0.01 input_audio_mtok=0.3 input_mtok=0.1 output_mtok=0.4 web_searches_kcount=35
tier batch from=2026-10-14 input_audio_mtok=0.15 input_mtok=0.05 output_mtok=0.2
model gemini-2.5-flash-lite-preview-tts
is =gemini-2.5-flash-lite-preview-tts
limits 8192 0
price input_mtok=0.5 output_mtok=10
model gemini-2.5-flash-preview
is *gemini-2.5-flash-preview-05-20 *gemini-2.5-flash-preview-04-17 =gemini-2.5-flash-preview-05-20:thinking =gemini-2.5-flash-preview =gemini-2.5-flash-preview:thinking
price input_mtok=0.15 output_mtok=0.6 web_searches_kcount=35
model gemini-2.5-flash-tts
is =gemini-2.5-flash-tts =gemini-2.5-flash-preview-tts
limits 8192 0
price input_mtok=0.5 output_mtok=10
tier batch from=2026-10-14 input_mtok=0.25 output_mtok=5
model gemini-2.5-pro
is ^gemini-2.5-pro&!$-tts&!*-tts-
limits 1048576 65536
price cache_read_mtok=0.125/200000:0.25 input_mtok=1.25/200000:2.5 output_mtok=10/200000:15 web_searches_kcount=35
tier batch from=2026-10-14 input_mtok=0.625/200000:1.25 output_mtok=5/200000:7.5
model gemini-2.5-pro-tts
is =gemini-2.5-pro-tts =gemini-2.5-pro-preview-tts
limits 8192 65535
price input_mtok=1 output_mtok=20
tier batch from=2026-10-14 input_mtok=0.5 output_mtok=10
model gemini-3-flash-preview
is =gemini-3-flash-preview ^gemini-3-flash-preview-
limits 1000000 65536
price cache_read_mtok=0.05 input_audio_mtok=1 input_mtok=0.5 output_mtok=3
price from=2026-01-05 cache_read_mtok=0.05 input_audio_mtok=1 input_mtok=0.5 output_mtok=3 web_searches_kcount=14
tier batch from=2026-10-14 input_audio_mtok=0.5 input_mtok=0.25 output_mtok=1.5
model gemini-3-pro-image-preview
is =gemini-3-pro-image ^gemini-3-pro-image-preview
limits 1000000 0
price input_mtok=2 output_image_mtok=120 output_mtok=12
price from=2026-01-05 input_mtok=2 output_image_mtok=120 output_mtok=12 web_searches_kcount=14
tier batch from=2026-10-14 input_mtok=1 output_image_mtok=60 output_mtok=6
model gemini-3-pro-preview
is ^gemini-3-pro-preview =gemini-3-pro-text-preview
price cache_read_mtok=0.2/200000:0.4 input_mtok=2/200000:4 output_mtok=12/200000:18
price from=2026-01-05 cache_read_mtok=0.2/200000:0.4 input_mtok=2/200000:4 output_mtok=12/200000:18 web_searches_kcount=14
model gemini-3.1-flash-image-preview
is =gemini-3.1-flash-image ^gemini-3.1-flash-image-preview
limits 1000000 0
price input_mtok=0.5 output_image_mtok=60 output_mtok=3 web_searches_kcount=14
tier batch from=2026-10-14 input_mtok=0.25 output_image_mtok=30 output_mtok=1.5
model gemini-3.1-flash-lite
is =gemini-3.1-flash-lite ^gemini-3.1-flash-lite-preview
limits 1000000 65536
price cache_read_mtok=0.025 input_audio_mtok=0.5 input_mtok=0.25 output_mtok=1.5 web_searches_kcount=14
tier batch from=2026-10-14 cache_read_mtok=0.0125 input_audio_mtok=0.25 input_mtok=0.125 output_mtok=0.75
model gemini-3.1-flash-lite-image
is ^gemini-3.1-flash-lite-image
price input_mtok=0.25 output_image_mtok=30 output_mtok=1.5
tier batch from=2026-10-14 input_mtok=0.125 output_image_mtok=15 output_mtok=0.75
model gemini-3.1-flash-live-preview
is ^gemini-3.1-flash-live-preview
price input_audio_mtok=3 input_image_mtok=1 input_mtok=0.75 output_audio_mtok=12 output_mtok=4.5 web_searches_kcount=14
model gemini-3.1-flash-tts-preview
is =gemini-3.1-flash-tts-preview
price input_mtok=1 output_mtok=20
tier batch from=2026-10-15 input_mtok=0.5 output_mtok=10
model gemini-3.1-pro-preview
is ^gemini-3.1-pro-preview =gemini-pro-latest
limits 1048576 65536
price cache_read_mtok=0.2/200000:0.4 input_mtok=2/200000:4 output_mtok=12/200000:18 web_searches_kcount=14
tier batch from=2026-10-14 input_mtok=1/200000:2 output_mtok=6/200000:9
model gemini-3.5-flash
is =gemini-3.5-flash ^gemini-3.5-flash-preview <gemini-3.5-flash-#
limits 1000000 65536
price cache_read_mtok=0.15 input_mtok=1.5 output_mtok=9 web_searches_kcount=14
model gemini-3.5-flash-lite
is ^gemini-3.5-flash-lite =gemini-flash-lite-latest
limits 1000000 65536
price cache_read_mtok=0.03 input_mtok=0.3 output_mtok=2.5 web_searches_kcount=14
tier batch from=2026-10-14 cache_read_mtok=0.02 input_mtok=0.15 output_mtok=1.25
model gemini-3.6-flash
is ^gemini-3.6-flash
limits 1000000 65536
price cache_read_mtok=0.075 input_mtok=0.75 output_mtok=3.75 web_searches_kcount=14
price from=2027-01-01 cache_read_mtok=0.15 input_mtok=1.5 output_mtok=7.5 web_searches_kcount=14
tier batch from=2027-01-01 cache_read_mtok=0.075 input_mtok=0.75 output_mtok=3.75
tier batch from=2026-10-14 cache_read_mtok=0.0375 input_mtok=0.375 output_mtok=1.875
model gemini-3.7-flash
is ^gemini-3.7-flash
limits 1000000 65536
price cache_read_mtok=0.075 input_mtok=0.75 output_mtok=3.75 web_searches_kcount=14
price from=2027-01-01 cache_read_mtok=0.15 input_mtok=1.5 output_mtok=7.5 web_searches_kcount=14
model gemini-3.8-flash
is ^gemini-3.8-flash&!$-tts&!*-tts- =gemini-flash-latest
limits 1000000 65536
price cache_read_mtok=0.075 input_mtok=0.75 output_mtok=3.75 web_searches_kcount=14
price from=2027-01-01 cache_read_mtok=0.15 input_mtok=1.5 output_mtok=7.5 web_searches_kcount=14
tier batch from=2027-01-01 cache_read_mtok=0.075 input_mtok=0.75 output_mtok=3.75
tier batch from=2026-10-14 cache_read_mtok=0.0375 input_mtok=0.375 output_mtok=1.875
model gemini-3.8-flash-lite-tts
is =gemini-3.8-flash-lite-tts
price input_mtok=0.5 output_mtok=6
price from=2027-01-01 input_mtok=1 output_mtok=12
tier batch from=2027-01-01 input_mtok=0.5 output_mtok=6
tier batch from=2026-10-15 input_mtok=0.25 output_mtok=3
tier flex from=2027-01-01 input_mtok=0.5 output_mtok=6
tier flex from=2026-10-15 input_mtok=0.25 output_mtok=3
tier priority from=2027-01-01 input_mtok=1.8 output_mtok=21.6
tier priority from=2026-10-15 input_mtok=0.9 output_mtok=10.8
model gemini-3.8-flash-tts
is =gemini-3.8-flash-tts
price input_mtok=0.5 output_mtok=9
price from=2027-01-01 input_mtok=1 output_mtok=18
tier batch from=2027-01-01 input_mtok=0.5 output_mtok=9
tier batch from=2026-10-15 input_mtok=0.25 output_mtok=4.5
tier flex from=2027-01-01 input_mtok=0.5 output_mtok=9
tier flex from=2026-10-15 input_mtok=0.25 output_mtok=4.5
tier priority from=2027-01-01 input_mtok=1.8 output_mtok=32.4
tier priority from=2026-10-15 input_mtok=0.9 output_mtok=16.2
model gemini-3.8-live
is ^gemini-3.8-live
limits 131072 0
price input_audio_mtok=3 input_image_mtok=1 input_mtok=0.75 output_audio_mtok=12 output_mtok=4.5 web_searches_kcount=14
model gemini-4-argon
is =gemini-4-argon ^gemini-4-argon-preview <gemini-4-argon-#
limits 1048576 1048576
price cache_read_mtok=0.1 input_mtok=2 output_mtok=10 web_searches_kcount=14
price from=2026-12-01 cache_read_mtok=0.2 input_mtok=4 output_mtok=20 web_searches_kcount=14
tier batch from=2026-12-01 cache_read_mtok=0.1 input_mtok=2 output_mtok=10
tier batch from=2026-10-14 cache_read_mtok=0.05 input_mtok=1 output_mtok=5
model gemini-embedding-001
is =gemini-embedding-001
price input_mtok=0.15
model gemini-embedding-2
is =gemini-embedding-2 =gemini-embedding-2-preview
limits 8192 0
price input_audio_mtok=6.5 input_image_mtok=0.45 input_mtok=0.2
tier batch from=2026-10-14 input_audio_mtok=3.25 input_image_mtok=0.225 input_mtok=0.1
model gemini-flash-1.5
is =gemini-flash-1.5
price cache_read_mtok=0.01875/128000:0.0375 input_mtok=0.075/128000:0.15 output_mtok=0.3/128000:0.6
model gemini-flash-1.5-8b
is =gemini-flash-1.5-8b
limits 1000000 0
price cache_read_mtok=0.01/128000:0.02 input_mtok=0.0375/128000:0.075 output_mtok=0.15/128000:0.3
model gemini-live-2.5-flash
is ^gemini-live-2.5-flash ^gemini-2.5-flash-native-audio-preview =gemini-2.5-flash-native-audio-latest
price input_audio_mtok=3 input_image_mtok=3 input_mtok=0.5 output_audio_mtok=12 output_mtok=2
model gemini-nano-banana-2.1
is =gemini-nano-banana-2.1
price input_mtok=1.5 output_image_mtok=30 output_mtok=7.5 web_searches_kcount=14
tier batch from=2026-10-15 input_mtok=0.75 output_image_mtok=15 output_mtok=3.75
model gemini-omni-1.1-flash
is =gemini-omni-1.1-flash
limits 1048576 65536
price input_mtok=1.5 output_mtok=9
model gemini-omni-flash-preview
is ^gemini-omni-flash-preview
limits 1048576 65536
price input_mtok=1.5 output_mtok=9
model gemini-pro
is =gemini-pro =gemini-1.0-pro
limits 32768 0
price input_mtok=0.125 output_mtok=0.375
model gemini-pro-1.5
is =gemini-pro-1.5
limits 2000000 0
price cache_read_mtok=0.3125/128000:0.625 input_mtok=1.25/128000:2.5 output_mtok=5/128000:10
model gemini-robotics-er-2-preview
is =gemini-robotics-er-2-preview
limits 131072 65536
price cache_read_mtok=0.1 input_mtok=1 output_mtok=5
price from=2027-01-01 cache_read_mtok=0.2 input_mtok=2 output_mtok=10
model gemini-robotics-er-2-streaming-preview
is =gemini-robotics-er-2-streaming-preview
limits 131072 65536
price input_mtok=1 output_mtok=5
price from=2027-01-01 input_mtok=2 output_mtok=10
model gemma-2-27b-it
is =gemma-2-27b-it
price input_mtok=0.65 output_mtok=0.65
model gemma-3
is ^gemma-3- =gemma-3
limits 131072 8192
price
model gemma-3n
is ^gemma-3n
price
model gemma-4-26b-a4b-it
is =gemma-4-26b-a4b-it
limits 262144 32768
price
model gemma-4-26b-a4b-it-maas
is =gemma-4-26b-a4b-it-maas
limits 262144 0
price cache_read_mtok=0.015 input_mtok=0.15 output_mtok=0.6
model gemma-4-31b-it
is =gemma-4-31b-it
limits 262144 32768
price
provider groq
model canopylabs/orpheus-arabic-saudi
is =canopylabs/orpheus-arabic-saudi
limits 4000 0
price input_mchars=40
model canopylabs/orpheus-v1-english
is =canopylabs/orpheus-v1-english
limits 4000 0
price input_mchars=22
model deepseek-r1-distill-llama-70b
is =deepseek-r1-distill-llama-70b
limits 131072 0
price input_mtok=0.75 output_mtok=0.99
model gemma-7b-it
is =gemma-7b-it
price input_mtok=0.07 output_mtok=0.07
model gemma2-9b-it
is =gemma2-9b-it =gemma2-9b
price input_mtok=0.2 output_mtok=0.2
model llama-3.1-405b-reasoning
is =llama-3.1-405b-reasoning
price input_mtok=0.59 output_mtok=0.79
model llama-3.1-70b-versatile
is =llama-3.1-70b-versatile
price input_mtok=0.59 output_mtok=0.79
model llama-3.1-8b-instant
is =llama-3.1-8b-instant
price input_mtok=0.05 output_mtok=0.08
model llama-3.2-11b-text-preview
is =llama-3.2-11b-text-preview
price input_mtok=0.18 output_mtok=0.18
model llama-3.2-11b-vision-preview
is =llama-3.2-11b-vision-preview
price input_mtok=0.18 output_mtok=0.18
model llama-3.2-1b-preview
is =llama-3.2-1b-preview
price input_mtok=0.04 output_mtok=0.04
model llama-3.2-3b-preview
is =llama-3.2-3b-preview
price input_mtok=0.06 output_mtok=0.06
model llama-3.2-90b-text-preview
is =llama-3.2-90b-text-preview
price input_mtok=0.9 output_mtok=0.9
model llama-3.2-90b-vision-preview
is =llama-3.2-90b-vision-preview
price input_mtok=0.9 output_mtok=0.9
model llama-3.3-70b-specdec
is =llama-3.3-70b-specdec
price input_mtok=0.59 output_mtok=0.99
model llama-3.3-70b-versatile
is =llama-3.3-70b-versatile
price input_mtok=0.59 output_mtok=0.79
model llama-guard-3-8b
is =llama-guard-3-8b
limits 8192 8192
price input_mtok=0.2 output_mtok=0.2
model llama2-70b-4096
is =llama2-70b-4096
price input_mtok=0.7 output_mtok=0.8
model llama3-70b-8192
is =llama3-70b-8192
price input_mtok=0.59 output_mtok=0.79
model llama3-8b-8192
is =llama3-8b-8192
price input_mtok=0.05 output_mtok=0.08
model llama3-groq-70b-8192-tool-use-preview
is =llama3-groq-70b-8192-tool-use-preview
price input_mtok=0.89 output_mtok=0.89
model llama3-groq-8b-8192-tool-use-preview
is =llama3-groq-8b-8192-tool-use-preview
price input_mtok=0.19 output_mtok=0.19
model meta-llama/llama-4-maverick-17b-128e-instruct
is =meta-llama/llama-4-maverick-17b-128e-instruct
limits 131072 0
price input_mtok=0.2 output_mtok=0.6
model meta-llama/llama-4-scout-17b-16e-instruct
is =meta-llama/llama-4-scout-17b-16e-instruct
price input_mtok=0.11 output_mtok=0.34
model meta-llama/llama-guard-4-12b
is =meta-llama/llama-guard-4-12b
limits 131072 0
price input_mtok=0.2 output_mtok=0.2
model meta-llama/llama-prompt-guard-2-22m
is =meta-llama/llama-prompt-guard-2-22m
limits 512 512
price input_mtok=0.03 output_mtok=0.03
model meta-llama/llama-prompt-guard-2-86m
is =meta-llama/llama-prompt-guard-2-86m
limits 512 512
price input_mtok=0.04 output_mtok=0.04
model mistral-saba-24b
is =mistral-saba-24b
price input_mtok=0.79 output_mtok=0.79
model mixtral-8x7b-32768
is =mixtral-8x7b-32768
price input_mtok=0.24 output_mtok=0.24
model moonshotai/kimi-k2-instruct
is =moonshotai/kimi-k2-instruct =moonshotai/kimi-k2-instruct-0905
limits 131072 0
price cache_read_mtok=0.5 input_mtok=1 output_mtok=3
model openai/gpt-oss-120b
is =openai/gpt-oss-120b
limits 131072 65536
price cache_read_mtok=0.075 input_mtok=0.15 output_mtok=0.6
tier batch from=2026-10-14 cache_read_mtok=0.075 input_mtok=0.075 output_mtok=0.3
model openai/gpt-oss-20b
is =openai/gpt-oss-20b
limits 131072 65536
price cache_read_mtok=0.0375 input_mtok=0.075 output_mtok=0.3
tier batch from=2026-10-14 cache_read_mtok=0.0375 input_mtok=0.0375 output_mtok=0.15
model openai/gpt-oss-safeguard-20b
is =openai/gpt-oss-safeguard-20b
limits 131072 65536
price cache_read_mtok=0.0375 input_mtok=0.075 output_mtok=0.3
model qwen/qwen3-32b
is =qwen/qwen3-32b
limits 131072 0
price input_mtok=0.29 output_mtok=0.59
model qwen/qwen3.8-27b
is =qwen/qwen3.8-27b
limits 131072 16384
price input_mtok=0.8 output_mtok=4
model whisper-large-v3
is =whisper-large-v3
price audio_hours=0.111 input_audio_hours=0.111
tier batch from=2026-10-14 audio_hours=0.0555 input_audio_hours=0.0555
model whisper-large-v3-turbo
is =whisper-large-v3-turbo
price audio_hours=0.04 input_audio_hours=0.04
tier batch from=2026-10-14 audio_hours=0.02 input_audio_hours=0.02
provider huggingface_cerebras
also *huggingface&*cerebras
model Qwen/Qwen3.8-27B
is =qwen/qwen3.8-27b =qwen/qwen3.8-27b-fast
limits 65536 0
price input_mtok=0.99 output_mtok=1.49
model meta-llama/Llama-3.1-8B-Instruct
is =meta-llama/llama-3.1-8b-instruct =meta-llama/llama-3.1-8b-instruct-fast
price input_mtok=0.1 output_mtok=0.1
model openai/gpt-oss-120b
is =openai/gpt-oss-120b =openai/gpt-oss-120b-fast
limits 131072 0
price input_mtok=0.35 output_mtok=0.75
provider huggingface_fireworks-ai
also *huggingface&*fireworks-ai
model MiniMaxAI/MiniMax-M3
is =minimaxai/minimax-m3 =minimaxai/minimax-m3-fast
limits 512000 0
price input_mtok=0.3 output_mtok=1.2
model meta-llama/Llama-3.3-70B-Instruct
is =meta-llama/llama-3.3-70b-instruct =meta-llama/llama-3.3-70b-instruct-fast
limits 131072 0
price input_mtok=0.9 output_mtok=0.9
model moonshotai/Kimi-K3
is =moonshotai/kimi-k3 =moonshotai/kimi-k3-fast
limits 1048576 0
price input_mtok=3 output_mtok=15
model nvidia/NVIDIA-Nemotron-3-Ultra-550B-A55B-NVFP4
is =nvidia/nvidia-nemotron-3-ultra-550b-a55b-nvfp4 =nvidia/nvidia-nemotron-3-ultra-550b-a55b-nvfp4-fast
limits 262144 0
price input_mtok=0.6 output_mtok=2.4
model openai/gpt-oss-120b
is =openai/gpt-oss-120b =openai/gpt-oss-120b-fast
limits 131072 0
price input_mtok=0.15 output_mtok=0.6
model openai/gpt-oss-20b
is =openai/gpt-oss-20b =openai/gpt-oss-20b-fast
limits 131072 0
price input_mtok=0.05 output_mtok=0.2
provider huggingface_groq
also *huggingface&*groq
model Qwen/Qwen3-32B
is =qwen/qwen3-32b =qwen/qwen3-32b-fast
limits 131072 0
price input_mtok=0.29 output_mtok=0.59
model meta-llama/Llama-3.3-70B-Instruct
is =meta-llama/llama-3.3-70b-instruct =meta-llama/llama-3.3-70b-instruct-fast
limits 131072 0
price input_mtok=0.59 output_mtok=0.79
model meta-llama/Llama-4-Scout-17B-16E-Instruct
is =meta-llama/llama-4-scout-17b-16e-instruct =meta-llama/llama-4-scout-17b-16e-instruct-fast
limits 131072 0
price input_mtok=0.11 output_mtok=0.34
model openai/gpt-oss-120b
is =openai/gpt-oss-120b =openai/gpt-oss-120b-fast
limits 131072 0
price input_mtok=0.15 output_mtok=0.75
model openai/gpt-oss-20b
is =openai/gpt-oss-20b =openai/gpt-oss-20b-fast
limits 131072 0
price input_mtok=0.1 output_mtok=0.5
provider huggingface_hyperbolic
also *huggingface&*hyperbolic
model Qwen/Qwen2.5-VL-72B-Instruct
is =qwen/qwen2.5-vl-72b-instruct =qwen/qwen2.5-vl-72b-instruct-fast
limits 32768 0
price input_mtok=0.6 output_mtok=0.6
model Qwen/Qwen2.5-VL-7B-Instruct
is =qwen/qwen2.5-vl-7b-instruct =qwen/qwen2.5-vl-7b-instruct-fast
limits 32768 0
price input_mtok=0.2 output_mtok=0.2
model Qwen/Qwen3-235B-A22B-Instruct-2507
is =qwen/qwen3-235b-a22b-instruct-2507 =qwen/qwen3-235b-a22b-instruct-2507-fast
limits 262144 0
price input_mtok=2 output_mtok=2
model Qwen/Qwen3-Coder-480B-A35B-Instruct
is =qwen/qwen3-coder-480b-a35b-instruct =qwen/qwen3-coder-480b-a35b-instruct-fast
limits 262144 0
price input_mtok=2 output_mtok=2
model Qwen/Qwen3-Next-80B-A3B-Instruct
is =qwen/qwen3-next-80b-a3b-instruct =qwen/qwen3-next-80b-a3b-instruct-fast
limits 262144 0
price input_mtok=0.3 output_mtok=0.3
model Qwen/Qwen3-Next-80B-A3B-Thinking
is =qwen/qwen3-next-80b-a3b-thinking =qwen/qwen3-next-80b-a3b-thinking-fast
limits 262144 0
price input_mtok=0.3 output_mtok=0.3
model deepseek-ai/DeepSeek-R1
is =deepseek-ai/deepseek-r1 =deepseek-ai/deepseek-r1-fast
limits 163840 0
price input_mtok=2 output_mtok=2
model deepseek-ai/DeepSeek-R1-0528
is =deepseek-ai/deepseek-r1-0528 =deepseek-ai/deepseek-r1-0528-fast
limits 163840 0
price input_mtok=3 output_mtok=3
model deepseek-ai/DeepSeek-V3-0324
is =deepseek-ai/deepseek-v3-0324 =deepseek-ai/deepseek-v3-0324-fast
limits 163840 0
price input_mtok=1.25 output_mtok=1.25
model meta-llama/Llama-3.3-70B-Instruct
is =meta-llama/llama-3.3-70b-instruct =meta-llama/llama-3.3-70b-instruct-fast
limits 131072 0
price input_mtok=0.4 output_mtok=0.4
model openai/gpt-oss-120b
is =openai/gpt-oss-120b =openai/gpt-oss-120b-fast
limits 131072 0
price input_mtok=0.3 output_mtok=0.3
model openai/gpt-oss-20b
is =openai/gpt-oss-20b =openai/gpt-oss-20b-fast
limits 131072 0
price input_mtok=0.1 output_mtok=0.1
provider huggingface_nebius
also *huggingface&*nebius
model NousResearch/Hermes-4-405B
is =nousresearch/hermes-4-405b =nousresearch/hermes-4-405b-fast
limits 131072 0
price input_mtok=1 output_mtok=3
model NousResearch/Hermes-4-70B
is =nousresearch/hermes-4-70b =nousresearch/hermes-4-70b-fast
limits 131072 0
price input_mtok=0.13 output_mtok=0.4
model PrimeIntellect/INTELLECT-3-FP8
is =primeintellect/intellect-3-fp8 =primeintellect/intellect-3-fp8-fast
limits 131072 0
price input_mtok=0.2 output_mtok=1.1
model Qwen/Qwen2.5-Coder-7B
is =qwen/qwen2.5-coder-7b =qwen/qwen2.5-coder-7b-fast
limits 32768 0
price input_mtok=0.03 output_mtok=0.09
model Qwen/Qwen2.5-VL-72B-Instruct
is =qwen/qwen2.5-vl-72b-instruct =qwen/qwen2.5-vl-72b-instruct-fast
limits 32000 0
price input_mtok=0.25 output_mtok=0.75
model Qwen/Qwen3-235B-A22B-Instruct-2507
is =qwen/qwen3-235b-a22b-instruct-2507 =qwen/qwen3-235b-a22b-instruct-2507-fast
limits 262144 0
price input_mtok=0.2 output_mtok=0.6
model Qwen/Qwen3-235B-A22B-Thinking-2507
is =qwen/qwen3-235b-a22b-thinking-2507 =qwen/qwen3-235b-a22b-thinking-2507-fast
limits 262144 0
price input_mtok=0.2 output_mtok=0.8
model Qwen/Qwen3-30B-A3B-Instruct-2507
is =qwen/qwen3-30b-a3b-instruct-2507 =qwen/qwen3-30b-a3b-instruct-2507-fast
limits 262144 0
price input_mtok=0.1 output_mtok=0.3
model Qwen/Qwen3-30B-A3B-Thinking-2507
is =qwen/qwen3-30b-a3b-thinking-2507 =qwen/qwen3-30b-a3b-thinking-2507-fast
limits 262144 0
price input_mtok=0.1 output_mtok=0.3
model Qwen/Qwen3-32B
is =qwen/qwen3-32b =qwen/qwen3-32b-fast
limits 40960 0
price input_mtok=0.1 output_mtok=0.3
model Qwen/Qwen3-Coder-30B-A3B-Instruct
is =qwen/qwen3-coder-30b-a3b-instruct =qwen/qwen3-coder-30b-a3b-instruct-fast
limits 262144 0
price input_mtok=0.1 output_mtok=0.3
model Qwen/Qwen3-Coder-480B-A35B-Instruct
is =qwen/qwen3-coder-480b-a35b-instruct =qwen/qwen3-coder-480b-a35b-instruct-fast
limits 262144 0
price input_mtok=0.4 output_mtok=1.8
model deepseek-ai/DeepSeek-R1-0528
is =deepseek-ai/deepseek-r1-0528 =deepseek-ai/deepseek-r1-0528-fast
limits 163840 0
price input_mtok=0.8 output_mtok=2.4
model deepseek-ai/DeepSeek-V3-0324
is =deepseek-ai/deepseek-v3-0324 =deepseek-ai/deepseek-v3-0324-fast
limits 32768 0
price input_mtok=0.75 output_mtok=2.25
model google/gemma-2-2b-it
is =google/gemma-2-2b-it =google/gemma-2-2b-it-fast
limits 8192 0
price input_mtok=0.02 output_mtok=0.06
model google/gemma-2-9b-it
is =google/gemma-2-9b-it =google/gemma-2-9b-it-fast
limits 8192 0
price input_mtok=0.03 output_mtok=0.09
model google/gemma-3-27b-it
is =google/gemma-3-27b-it =google/gemma-3-27b-it-fast
limits 110000 0
price input_mtok=0.2 output_mtok=0.6
model meta-llama/Llama-3.1-8B-Instruct
is =meta-llama/llama-3.1-8b-instruct =meta-llama/llama-3.1-8b-instruct-fast
limits 131072 0
price input_mtok=0.03 output_mtok=0.09
model meta-llama/Llama-3.3-70B-Instruct
is =meta-llama/llama-3.3-70b-instruct =meta-llama/llama-3.3-70b-instruct-fast
limits 131072 0
price input_mtok=0.25 output_mtok=0.75
model moonshotai/Kimi-K2-Instruct
is =moonshotai/kimi-k2-instruct =moonshotai/kimi-k2-instruct-fast
limits 131072 0
price input_mtok=0.5 output_mtok=2.4
model moonshotai/Kimi-K2-Thinking
is =moonshotai/kimi-k2-thinking =moonshotai/kimi-k2-thinking-fast
limits 262144 0
price input_mtok=0.6 output_mtok=2.5
model nvidia/Llama-3_1-Nemotron-Ultra-253B-v1
is =nvidia/llama-3_1-nemotron-ultra-253b-v1 =nvidia/llama-3_1-nemotron-ultra-253b-v1-fast
limits 131072 0
price input_mtok=0.6 output_mtok=1.8
model nvidia/NVIDIA-Nemotron-Nano-12B-v2
is =nvidia/nvidia-nemotron-nano-12b-v2 =nvidia/nvidia-nemotron-nano-12b-v2-fast
limits 131072 0
price input_mtok=0.07 output_mtok=0.2
model openai/gpt-oss-120b
is =openai/gpt-oss-120b =openai/gpt-oss-120b-fast
limits 131072 0
price input_mtok=0.15 output_mtok=0.6
model zai-org/GLM-4.5
is =zai-org/glm-4.5 =zai-org/glm-4.5-fast
limits 131072 0
price input_mtok=0.6 output_mtok=2.2
model zai-org/GLM-4.5-Air
is =zai-org/glm-4.5-air =zai-org/glm-4.5-air-fast
limits 131072 0
price input_mtok=0.2 output_mtok=1.2
provider huggingface_novita
also *huggingface&*novita
model MiniMaxAI/MiniMax-M1-80k
is =minimaxai/minimax-m1-80k =minimaxai/minimax-m1-80k-fast
limits 1000000 0
price input_mtok=0.55 output_mtok=2.2
model MiniMaxAI/MiniMax-M2
is =minimaxai/minimax-m2 =minimaxai/minimax-m2-fast =minimaxai/minimax-m2.1 =minimaxai/minimax-m2.1-fast =minimaxai/minimax-m2.5 =minimaxai/minimax-m2.5-fast =minimaxai/minimax-m2.7 =minimaxai/minimax-m2.7-fast
limits 204800 0
price input_mtok=0.3 output_mtok=1.2
model MiniMaxAI/MiniMax-M3
is =minimaxai/minimax-m3 =minimaxai/minimax-m3-fast
limits 1000000 0
price input_mtok=0.3 output_mtok=1.2
model MiniMaxAI/MiniMax-M3.1-Flash
is =minimaxai/minimax-m3.1-flash =minimaxai/minimax-m3.1-flash-fast
limits 1000000 0
price input_mtok=0.15 output_mtok=0.6
model NousResearch/Hermes-2-Pro-Llama-3-8B
is =nousresearch/hermes-2-pro-llama-3-8b =nousresearch/hermes-2-pro-llama-3-8b-fast
limits 8192 0
price input_mtok=0.14 output_mtok=0.14
model Qwen/Qwen2.5-72B-Instruct
is =qwen/qwen2.5-72b-instruct =qwen/qwen2.5-72b-instruct-fast
limits 32000 0
price input_mtok=0.38 output_mtok=0.4
model Qwen/Qwen3-235B-A22B
is =qwen/qwen3-235b-a22b =qwen/qwen3-235b-a22b-fast
limits 40960 0
price input_mtok=0.2 output_mtok=0.8
model Qwen/Qwen3-235B-A22B-Instruct-2507
is =qwen/qwen3-235b-a22b-instruct-2507 =qwen/qwen3-235b-a22b-instruct-2507-fast
limits 131072 0
price input_mtok=0.09 output_mtok=0.58
model Qwen/Qwen3-235B-A22B-Thinking-2507
is =qwen/qwen3-235b-a22b-thinking-2507 =qwen/qwen3-235b-a22b-thinking-2507-fast
limits 131072 0
price input_mtok=0.3 output_mtok=3
model Qwen/Qwen3-30B-A3B
is =qwen/qwen3-30b-a3b =qwen/qwen3-30b-a3b-fast
limits 40960 0
price input_mtok=0.09 output_mtok=0.45
model Qwen/Qwen3-32B
is =qwen/qwen3-32b =qwen/qwen3-32b-fast
limits 40960 0
price input_mtok=0.1 output_mtok=0.45
model Qwen/Qwen3-Coder-480B-A35B-Instruct
is =qwen/qwen3-coder-480b-a35b-instruct =qwen/qwen3-coder-480b-a35b-instruct-fast
limits 262144 0
price input_mtok=0.3 output_mtok=1.3
model Qwen/Qwen3-Coder-Next
is =qwen/qwen3-coder-next =qwen/qwen3-coder-next-fast
limits 262144 0
price input_mtok=0.2 output_mtok=1.5
model Qwen/Qwen3-Next-80B-A3B-Instruct
is =qwen/qwen3-next-80b-a3b-instruct =qwen/qwen3-next-80b-a3b-instruct-fast
limits 131072 0
price input_mtok=0.15 output_mtok=1.5
model Qwen/Qwen3-Next-80B-A3B-Thinking
is =qwen/qwen3-next-80b-a3b-thinking =qwen/qwen3-next-80b-a3b-thinking-fast
limits 131072 0
price input_mtok=0.15 output_mtok=1.5
model Qwen/Qwen3-VL-235B-A22B-Instruct
is =qwen/qwen3-vl-235b-a22b-instruct =qwen/qwen3-vl-235b-a22b-instruct-fast
limits 131072 0
price input_mtok=0.3 output_mtok=1.5
model Qwen/Qwen3-VL-235B-A22B-Thinking
is =qwen/qwen3-vl-235b-a22b-thinking =qwen/qwen3-vl-235b-a22b-thinking-fast
limits 131072 0
price input_mtok=0.98 output_mtok=3.95
model Qwen/Qwen3-VL-30B-A3B-Instruct
is =qwen/qwen3-vl-30b-a3b-instruct =qwen/qwen3-vl-30b-a3b-instruct-fast
limits 131072 0
price input_mtok=0.2 output_mtok=0.7
model Qwen/Qwen3-VL-30B-A3B-Thinking
is =qwen/qwen3-vl-30b-a3b-thinking =qwen/qwen3-vl-30b-a3b-thinking-fast
limits 131072 0
price input_mtok=0.2 output_mtok=1
model Qwen/Qwen3-VL-8B-Instruct
is =qwen/qwen3-vl-8b-instruct =qwen/qwen3-vl-8b-instruct-fast
limits 131072 0
price input_mtok=0.08 output_mtok=0.5
model Qwen/Qwen3.5-122B-A10B
is =qwen/qwen3.5-122b-a10b =qwen/qwen3.5-122b-a10b-fast
limits 262144 0
price input_mtok=0.4 output_mtok=3.2
model Qwen/Qwen3.5-27B
is =qwen/qwen3.5-27b =qwen/qwen3.5-27b-fast
limits 262144 0
price input_mtok=0.3 output_mtok=2.4
model Qwen/Qwen3.5-35B-A3B
is =qwen/qwen3.5-35b-a3b =qwen/qwen3.5-35b-a3b-fast
limits 262144 0
price input_mtok=0.25 output_mtok=2
model Qwen/Qwen3.5-397B-A17B
is =qwen/qwen3.5-397b-a17b =qwen/qwen3.5-397b-a17b-fast
limits 262144 0
price input_mtok=0.6 output_mtok=3.6
model Qwen/Qwen3.8-2.4T-A95B
is =qwen/qwen3.8-2.4t-a95b =qwen/qwen3.8-2.4t-a95b-fast
limits 1000000 0
price input_mtok=2 output_mtok=6
model Qwen/Qwen3.8-27B
is =qwen/qwen3.8-27b =qwen/qwen3.8-27b-fast
limits 1000000 0
price input_mtok=0.42 output_mtok=3
model Sao10K/L3-70B-Euryale-v2.1
is =sao10k/l3-70b-euryale-v2.1 =sao10k/l3-70b-euryale-v2.1-fast
limits 8192 0
price input_mtok=1.48 output_mtok=1.48
model Sao10K/L3-8B-Lunaris-v1
is =sao10k/l3-8b-lunaris-v1 =sao10k/l3-8b-lunaris-v1-fast
limits 8192 0
price input_mtok=0.05 output_mtok=0.05
model Sao10K/L3-8B-Stheno-v3.2
is =sao10k/l3-8b-stheno-v3.2 =sao10k/l3-8b-stheno-v3.2-fast
limits 8192 0
price input_mtok=0.05 output_mtok=0.05
model XiaomiMiMo/MiMo-V2-Flash
is =xiaomimimo/mimo-v2-flash =xiaomimimo/mimo-v2-flash-fast
limits 262144 0
price input_mtok=0.1 output_mtok=0.3
model XiaomiMiMo/MiMo-V2.5
is =xiaomimimo/mimo-v2.5 =xiaomimimo/mimo-v2.5-fast
limits 1048576 0
price input_mtok=0.168 output_mtok=0.336
model XiaomiMiMo/MiMo-V2.5-Pro
is =xiaomimimo/mimo-v2.5-pro =xiaomimimo/mimo-v2.5-pro-fast
limits 1048576 0
price input_mtok=0.522 output_mtok=1.044
model XiaomiMiMo/MiMo-V2.6-Flash-RL
is =xiaomimimo/mimo-v2.6-flash-rl =xiaomimimo/mimo-v2.6-flash-rl-fast
limits 1048576 0
price input_mtok=0.14 output_mtok=0.28
model XiaomiMiMo/MiMo-V2.6-Pro-RL
is =xiaomimimo/mimo-v2.6-pro-rl =xiaomimimo/mimo-v2.6-pro-rl-fast
limits 1048576 0
price input_mtok=0.435 output_mtok=0.87
model alpindale/WizardLM-2-8x22B
is =alpindale/wizardlm-2-8x22b =alpindale/wizardlm-2-8x22b-fast
limits 65535 0
price input_mtok=0.62 output_mtok=0.62
model baidu/ERNIE-4.5-21B-A3B-PT
is =baidu/ernie-4.5-21b-a3b-pt =baidu/ernie-4.5-21b-a3b-pt-fast
limits 120000 0
price input_mtok=0.07 output_mtok=0.28
model baidu/ERNIE-4.5-300B-A47B-Base-PT
is =baidu/ernie-4.5-300b-a47b-base-pt =baidu/ernie-4.5-300b-a47b-base-pt-fast
limits 123000 0
price input_mtok=0.28 output_mtok=1.1
model baidu/ERNIE-4.5-VL-28B-A3B-PT
is =baidu/ernie-4.5-vl-28b-a3b-pt =baidu/ernie-4.5-vl-28b-a3b-pt-fast
limits 30000 0
price input_mtok=0.14 output_mtok=0.56
model baidu/ERNIE-4.5-VL-424B-A47B-Base-PT
is =baidu/ernie-4.5-vl-424b-a47b-base-pt =baidu/ernie-4.5-vl-424b-a47b-base-pt-fast
limits 123000 0
price input_mtok=0.42 output_mtok=1.25
model deepseek-ai/DeepSeek-Prover-V2-671B
is =deepseek-ai/deepseek-prover-v2-671b =deepseek-ai/deepseek-prover-v2-671b-fast
limits 160000 0
price input_mtok=0.7 output_mtok=2.5
model deepseek-ai/DeepSeek-R1
is =deepseek-ai/deepseek-r1 =deepseek-ai/deepseek-r1-fast =deepseek-ai/deepseek-r1-0528 =deepseek-ai/deepseek-r1-0528-fast
limits 64000 0
price input_mtok=0.7 output_mtok=2.5
model deepseek-ai/DeepSeek-R1-Distill-Llama-70B
is =deepseek-ai/deepseek-r1-distill-llama-70b =deepseek-ai/deepseek-r1-distill-llama-70b-fast
limits 8192 0
price input_mtok=0.8 output_mtok=0.8
model deepseek-ai/DeepSeek-V3
is =deepseek-ai/deepseek-v3 =deepseek-ai/deepseek-v3-fast
limits 64000 0
price input_mtok=0.4 output_mtok=1.3
model deepseek-ai/DeepSeek-V3-0324
is =deepseek-ai/deepseek-v3-0324 =deepseek-ai/deepseek-v3-0324-fast
limits 163840 0
price input_mtok=0.27 output_mtok=1.12
model deepseek-ai/DeepSeek-V3.1
is =deepseek-ai/deepseek-v3.1 =deepseek-ai/deepseek-v3.1-fast =deepseek-ai/deepseek-v3.1-terminus =deepseek-ai/deepseek-v3.1-terminus-fast
limits 131072 0
price input_mtok=0.27 output_mtok=1
model deepseek-ai/DeepSeek-V3.2
is =deepseek-ai/deepseek-v3.2 =deepseek-ai/deepseek-v3.2-fast
limits 163840 0
price input_mtok=0.269 output_mtok=0.4
model deepseek-ai/DeepSeek-V3.2-Exp
is =deepseek-ai/deepseek-v3.2-exp =deepseek-ai/deepseek-v3.2-exp-fast
limits 163840 0
price input_mtok=0.27 output_mtok=0.41
model deepseek-ai/DeepSeek-V4-Flash-0731
is =deepseek-ai/deepseek-v4-flash-0731 =deepseek-ai/deepseek-v4-flash-0731-fast
limits 1048576 0
price input_mtok=0.44 output_mtok=1.32
model deepseek-ai/DeepSeek-V4-Pro
is =deepseek-ai/deepseek-v4-pro =deepseek-ai/deepseek-v4-pro-fast
limits 1048576 0
price input_mtok=1.6 output_mtok=3.2
model deepseek-ai/DeepSeek-V4-Pro-0813
is =deepseek-ai/deepseek-v4-pro-0813 =deepseek-ai/deepseek-v4-pro-0813-fast
limits 1048576 0
price input_mtok=1.32 output_mtok=3.96
model deepseek-ai/DeepSeek-V4.1-Flash
is =deepseek-ai/deepseek-v4.1-flash =deepseek-ai/deepseek-v4.1-flash-fast =deepseek-ai/deepseek-v4.1-flash-1017 =deepseek-ai/deepseek-v4.1-flash-1017-fast
limits 1048576 0
price input_mtok=0.3 output_mtok=1.2
model google/gemma-4-26B-A4B-it
is =google/gemma-4-26b-a4b-it =google/gemma-4-26b-a4b-it-fast
limits 262144 0
price input_mtok=0.13 output_mtok=0.4
model google/gemma-4-31B-it
is =google/gemma-4-31b-it =google/gemma-4-31b-it-fast
limits 262144 0
price input_mtok=0.14 output_mtok=0.4
model inclusionAI/Ling-3.0-flash
is =inclusionai/ling-3.0-flash =inclusionai/ling-3.0-flash-fast
limits 262144 0
price input_mtok=0.06 output_mtok=0.18
model inclusionAI/Ling-3.0-flash-Fin
is =inclusionai/ling-3.0-flash-fin =inclusionai/ling-3.0-flash-fin-fast
limits 262144 0
price input_mtok=0.075 output_mtok=0.22
model inclusionAI/Ling-3.0-flash-VL
is =inclusionai/ling-3.0-flash-vl =inclusionai/ling-3.0-flash-vl-fast
limits 262144 0
price input_mtok=0.075 output_mtok=0.22
model inclusionAI/Ling-3.1-flash
is =inclusionai/ling-3.1-flash =inclusionai/ling-3.1-flash-fast
limits 262144 0
price input_mtok=0.3 output_mtok=0.9
model meta-llama/Llama-3.1-8B-Instruct
is =meta-llama/llama-3.1-8b-instruct =meta-llama/llama-3.1-8b-instruct-fast
limits 16384 0
price input_mtok=0.02 output_mtok=0.05
model meta-llama/Llama-3.3-70B-Instruct
is =meta-llama/llama-3.3-70b-instruct =meta-llama/llama-3.3-70b-instruct-fast
limits 131072 0
price input_mtok=0.135 output_mtok=0.4
model meta-llama/Llama-4-Maverick-17B-128E-Instruct-FP8
is =meta-llama/llama-4-maverick-17b-128e-instruct-fp8 =meta-llama/llama-4-maverick-17b-128e-instruct-fp8-fast
limits 1048576 0
price input_mtok=0.27 output_mtok=0.85
model meta-llama/Llama-4-Scout-17B-16E-Instruct
is =meta-llama/llama-4-scout-17b-16e-instruct =meta-llama/llama-4-scout-17b-16e-instruct-fast
limits 131072 0
price input_mtok=0.18 output_mtok=0.59
model meta-llama/Meta-Llama-3-70B-Instruct
is =meta-llama/meta-llama-3-70b-instruct =meta-llama/meta-llama-3-70b-instruct-fast
limits 8192 0
price input_mtok=0.51 output_mtok=0.74
model meta-llama/Meta-Llama-3-8B-Instruct
is =meta-llama/meta-llama-3-8b-instruct =meta-llama/meta-llama-3-8b-instruct-fast
limits 8192 0
price input_mtok=0.04 output_mtok=0.04
model moonshotai/Kimi-K2-Instruct
is =moonshotai/kimi-k2-instruct =moonshotai/kimi-k2-instruct-fast
limits 131072 0
price input_mtok=0.57 output_mtok=2.3
model moonshotai/Kimi-K2-Instruct-0905
is =moonshotai/kimi-k2-instruct-0905 =moonshotai/kimi-k2-instruct-0905-fast
limits 262144 0
price input_mtok=0.6 output_mtok=2.5
model moonshotai/Kimi-K2-Thinking
is =moonshotai/kimi-k2-thinking =moonshotai/kimi-k2-thinking-fast
limits 262144 0
price input_mtok=0.6 output_mtok=2.5
model moonshotai/Kimi-K2.5
is =moonshotai/kimi-k2.5 =moonshotai/kimi-k2.5-fast
limits 262144 0
price input_mtok=0.6 output_mtok=3
model moonshotai/Kimi-K2.6
is =moonshotai/kimi-k2.6 =moonshotai/kimi-k2.6-fast
limits 262144 0
price input_mtok=0.8 output_mtok=3.4
model moonshotai/Kimi-K2.7-Code
is =moonshotai/kimi-k2.7-code =moonshotai/kimi-k2.7-code-fast
limits 262144 0
price input_mtok=0.95 output_mtok=4
model openai/gpt-oss-120b
is =openai/gpt-oss-120b =openai/gpt-oss-120b-fast
limits 131072 0
price input_mtok=0.05 output_mtok=0.25
model openai/gpt-oss-20b
is =openai/gpt-oss-20b =openai/gpt-oss-20b-fast
limits 131072 0
price input_mtok=0.04 output_mtok=0.15
model tencent/Hy4-preview
is =tencent/hy4-preview =tencent/hy4-preview-fast
limits 1000000 0
price input_mtok=0.834 output_mtok=2.501
model zai-org/AutoGLM-Phone-9B-Multilingual
is =zai-org/autoglm-phone-9b-multilingual =zai-org/autoglm-phone-9b-multilingual-fast
limits 65536 0
price input_mtok=0.035 output_mtok=0.138
model zai-org/GLM-4-32B-0414
is =zai-org/glm-4-32b-0414 =zai-org/glm-4-32b-0414-fast
limits 32000 0
price input_mtok=0.55 output_mtok=1.66
model zai-org/GLM-4.5
is =zai-org/glm-4.5 =zai-org/glm-4.5-fast
limits 131072 0
price input_mtok=0.6 output_mtok=2.2
model zai-org/GLM-4.5-Air
is =zai-org/glm-4.5-air =zai-org/glm-4.5-air-fast
limits 131072 0
price input_mtok=0.13 output_mtok=0.85
model zai-org/GLM-4.5V
is =zai-org/glm-4.5v =zai-org/glm-4.5v-fast
limits 65536 0
price input_mtok=0.6 output_mtok=1.8
model zai-org/GLM-4.6
is =zai-org/glm-4.6 =zai-org/glm-4.6-fast
limits 204800 0
price input_mtok=0.55 output_mtok=2.2
model zai-org/GLM-4.6V-Flash
is =zai-org/glm-4.6v-flash =zai-org/glm-4.6v-flash-fast
limits 131072 0
price input_mtok=0.3 output_mtok=0.9
model zai-org/GLM-4.7
is =zai-org/glm-4.7 =zai-org/glm-4.7-fast
limits 204800 0
price input_mtok=0.6 output_mtok=2.2
model zai-org/GLM-4.7-Flash
is =zai-org/glm-4.7-flash =zai-org/glm-4.7-flash-fast
limits 200000 0
price input_mtok=0.07 output_mtok=0.4
model zai-org/GLM-5
is =zai-org/glm-5 =zai-org/glm-5-fast
limits 202800 0
price input_mtok=1 output_mtok=3.2
model zai-org/GLM-5.2
is =zai-org/glm-5.2 =zai-org/glm-5.2-fast
limits 1048576 0
price input_mtok=1.4 output_mtok=4.4
model zai-org/GLM-5.3
is =zai-org/glm-5.3 =zai-org/glm-5.3-fast
limits 1048576 0
price input_mtok=1.4 output_mtok=4.4
model zai-org/GLM-5.3-Flash
is =zai-org/glm-5.3-flash =zai-org/glm-5.3-flash-fast
limits 1048576 0
price input_mtok=0.15 output_mtok=0.5
provider huggingface_nscale
also *huggingface&*nscale
model Qwen/QwQ-32B
is =qwen/qwq-32b =qwen/qwq-32b-fast
limits 131072 0
price input_mtok=0.18 output_mtok=0.2
model Qwen/Qwen2.5-Coder-32B-Instruct
is =qwen/qwen2.5-coder-32b-instruct =qwen/qwen2.5-coder-32b-instruct-fast
limits 131072 0
price input_mtok=0.06 output_mtok=0.2
model Qwen/Qwen2.5-Coder-3B-Instruct
is =qwen/qwen2.5-coder-3b-instruct =qwen/qwen2.5-coder-3b-instruct-fast
limits 32768 0
price input_mtok=0.01 output_mtok=0.03
model Qwen/Qwen2.5-Coder-7B-Instruct
is =qwen/qwen2.5-coder-7b-instruct =qwen/qwen2.5-coder-7b-instruct-fast
limits 131072 0
price input_mtok=0.01 output_mtok=0.03
model Qwen/Qwen3-14B
is =qwen/qwen3-14b =qwen/qwen3-14b-fast
limits 40960 0
price input_mtok=0.07 output_mtok=0.2
model Qwen/Qwen3-235B-A22B
is =qwen/qwen3-235b-a22b =qwen/qwen3-235b-a22b-fast =qwen/qwen3-235b-a22b-instruct-2507 =qwen/qwen3-235b-a22b-instruct-2507-fast
limits 32000 0
price input_mtok=0.2 output_mtok=0.6
model Qwen/Qwen3-32B
is =qwen/qwen3-32b =qwen/qwen3-32b-fast
limits 40960 0
price input_mtok=0.08 output_mtok=0.25
model Qwen/Qwen3-4B-Instruct-2507
is =qwen/qwen3-4b-instruct-2507 =qwen/qwen3-4b-instruct-2507-fast
limits 262144 0
price input_mtok=0.01 output_mtok=0.03
model Qwen/Qwen3-4B-Thinking-2507
is =qwen/qwen3-4b-thinking-2507 =qwen/qwen3-4b-thinking-2507-fast
limits 262144 0
price input_mtok=0.01 output_mtok=0.03
model Qwen/Qwen3-8B
is =qwen/qwen3-8b =qwen/qwen3-8b-fast
limits 40960 0
price input_mtok=0.07 output_mtok=0.18
model Qwen/Qwen3.8-27B
is =qwen/qwen3.8-27b =qwen/qwen3.8-27b-fast
limits 1048576 0
price input_mtok=0.2 output_mtok=2.5
model Qwen/Qwen3.8-Flash-Next-FP8
is =qwen/qwen3.8-flash-next-fp8 =qwen/qwen3.8-flash-next-fp8-fast
limits 1048576 0
price input_mtok=0.15 output_mtok=0.47
model deepseek-ai/DeepSeek-R1-Distill-Llama-70B
is =deepseek-ai/deepseek-r1-distill-llama-70b =deepseek-ai/deepseek-r1-distill-llama-70b-fast
limits 131072 0
price input_mtok=0.75 output_mtok=0.75
model deepseek-ai/DeepSeek-R1-Distill-Llama-8B
is =deepseek-ai/deepseek-r1-distill-llama-8b =deepseek-ai/deepseek-r1-distill-llama-8b-fast
limits 131072 0
price input_mtok=0.05 output_mtok=0.05
model deepseek-ai/DeepSeek-R1-Distill-Qwen-1.5B
is =deepseek-ai/deepseek-r1-distill-qwen-1.5b =deepseek-ai/deepseek-r1-distill-qwen-1.5b-fast
limits 131072 0
price input_mtok=0.1 output_mtok=0.1
model deepseek-ai/DeepSeek-R1-Distill-Qwen-14B
is =deepseek-ai/deepseek-r1-distill-qwen-14b =deepseek-ai/deepseek-r1-distill-qwen-14b-fast
limits 131072 0
price input_mtok=0.2 output_mtok=0.2
model deepseek-ai/DeepSeek-R1-Distill-Qwen-32B
is =deepseek-ai/deepseek-r1-distill-qwen-32b =deepseek-ai/deepseek-r1-distill-qwen-32b-fast
limits 131072 0
price input_mtok=0.3 output_mtok=0.3
model deepseek-ai/DeepSeek-R1-Distill-Qwen-7B
is =deepseek-ai/deepseek-r1-distill-qwen-7b =deepseek-ai/deepseek-r1-distill-qwen-7b-fast
limits 131072 0
price input_mtok=0.15 output_mtok=0.15
model meta-llama/Llama-3.1-8B-Instruct
is =meta-llama/llama-3.1-8b-instruct =meta-llama/llama-3.1-8b-instruct-fast
limits 131072 0
price input_mtok=0.06 output_mtok=0.06
model meta-llama/Llama-3.3-70B-Instruct
is =meta-llama/llama-3.3-70b-instruct =meta-llama/llama-3.3-70b-instruct-fast
limits 131072 0
price input_mtok=0.4 output_mtok=0.4
model meta-llama/Llama-4-Scout-17B-16E-Instruct
is =meta-llama/llama-4-scout-17b-16e-instruct =meta-llama/llama-4-scout-17b-16e-instruct-fast
limits 890000 0
price input_mtok=0.09 output_mtok=0.29
model openai/gpt-oss-120b
is =openai/gpt-oss-120b =openai/gpt-oss-120b-fast
limits 131072 0
price input_mtok=0.1 output_mtok=0.4
model openai/gpt-oss-20b
is =openai/gpt-oss-20b =openai/gpt-oss-20b-fast
limits 131072 0
price input_mtok=0.05 output_mtok=0.2
model zai-org/GLM-5.3
is =zai-org/glm-5.3 =zai-org/glm-5.3-fast
limits 1048576 0
price input_mtok=1.4 output_mtok=4.4
provider huggingface_ovhcloud
also *huggingface&*ovhcloud
model Qwen/Qwen2.5-VL-72B-Instruct
is =qwen/qwen2.5-vl-72b-instruct =qwen/qwen2.5-vl-72b-instruct-fast
limits 32768 0
price input_mtok=1.01 output_mtok=1.01
model Qwen/Qwen3-32B
is =qwen/qwen3-32b =qwen/qwen3-32b-fast
limits 32768 0
price input_mtok=0.09 output_mtok=0.25
model Qwen/Qwen3-Coder-30B-A3B-Instruct
is =qwen/qwen3-coder-30b-a3b-instruct =qwen/qwen3-coder-30b-a3b-instruct-fast
limits 262144 0
price input_mtok=0.07 output_mtok=0.26
model Qwen/Qwen3.5-397B-A17B
is =qwen/qwen3.5-397b-a17b =qwen/qwen3.5-397b-a17b-fast
limits 262144 0
price input_mtok=0.71 output_mtok=4.25
model Qwen/Qwen3.5-9B
is =qwen/qwen3.5-9b =qwen/qwen3.5-9b-fast
limits 262144 0
price input_mtok=0.12 output_mtok=0.18
model Qwen/Qwen3.6-27B
is =qwen/qwen3.6-27b =qwen/qwen3.6-27b-fast
limits 262144 0
price input_mtok=0.47 output_mtok=3.19
model Qwen/Qwen3.8-27B
is =qwen/qwen3.8-27b =qwen/qwen3.8-27b-fast
limits 262144 0
price input_mtok=0.47 output_mtok=3.19
model meta-llama/Llama-3.1-8B-Instruct
is =meta-llama/llama-3.1-8b-instruct =meta-llama/llama-3.1-8b-instruct-fast
limits 131072 0
price input_mtok=0.11 output_mtok=0.11
model meta-llama/Llama-3.3-70B-Instruct
is =meta-llama/llama-3.3-70b-instruct =meta-llama/llama-3.3-70b-instruct-fast
limits 131072 0
price input_mtok=0.74 output_mtok=0.74
model openai/gpt-oss-120b
is =openai/gpt-oss-120b =openai/gpt-oss-120b-fast
limits 131072 0
price input_mtok=0.09 output_mtok=0.47
model openai/gpt-oss-20b
is =openai/gpt-oss-20b =openai/gpt-oss-20b-fast
limits 131072 0
price input_mtok=0.05 output_mtok=0.18
provider huggingface_publicai
also *huggingface&*publicai
model BSC-LT/ALIA-40b-instruct-2606
is =bsc-lt/alia-40b-instruct-2606 =bsc-lt/alia-40b-instruct-2606-fast
limits 65536 0
price input_mtok=0.3 output_mtok=0.6
model aisingapore/Gemma-SEA-LION-v4-27B-IT
is =aisingapore/gemma-sea-lion-v4-27b-it =aisingapore/gemma-sea-lion-v4-27b-it-fast
limits 131072 0
price input_mtok=0.2 output_mtok=0.4
model aisingapore/Nemotron-SEA-LION-v4.8-120B-A12B
is =aisingapore/nemotron-sea-lion-v4.8-120b-a12b =aisingapore/nemotron-sea-lion-v4.8-120b-a12b-fast
limits 262144 0
price input_mtok=0.5 output_mtok=2
model aisingapore/Qwen-SEA-LION-v4-32B-IT
is =aisingapore/qwen-sea-lion-v4-32b-it =aisingapore/qwen-sea-lion-v4-32b-it-fast
limits 32000 0
price input_mtok=0.25 output_mtok=0.5
model aisingapore/Qwen-SEA-LION-v4.5-27B-IT
is =aisingapore/qwen-sea-lion-v4.5-27b-it =aisingapore/qwen-sea-lion-v4.5-27b-it-fast
limits 262144 0
price input_mtok=0.2 output_mtok=0.4
model allenai/Olmo-3-7B-Instruct
is =allenai/olmo-3-7b-instruct =allenai/olmo-3-7b-instruct-fast
price input_mtok=0.1 output_mtok=0.2
model allenai/Olmo-3.1-32B-Instruct
is =allenai/olmo-3.1-32b-instruct =allenai/olmo-3.1-32b-instruct-fast
price input_mtok=0.2 output_mtok=0.6
model dicta-il/DictaLM-3.0-24B-Thinking
is =dicta-il/dictalm-3.0-24b-thinking =dicta-il/dictalm-3.0-24b-thinking-fast
price input_mtok=0.2 output_mtok=0.4
model speakleash/Bielik-11B-v3.0-Instruct
is =speakleash/bielik-11b-v3.0-instruct =speakleash/bielik-11b-v3.0-instruct-fast
price input_mtok=0.4 output_mtok=0.4
model swiss-ai/Apertus-70B-Instruct-2509
is =swiss-ai/apertus-70b-instruct-2509 =swiss-ai/apertus-70b-instruct-2509-fast
limits 32768 0
price input_mtok=0.82 output_mtok=2.92
model swiss-ai/Apertus-8B-Instruct-2509
is =swiss-ai/apertus-8b-instruct-2509 =swiss-ai/apertus-8b-instruct-2509-fast
limits 32768 0
price input_mtok=0.1 output_mtok=0.2
model swiss-ai/Apertus-v1.5-70B
is =swiss-ai/apertus-v1.5-70b =swiss-ai/apertus-v1.5-70b-fast
price input_mtok=0.82 output_mtok=2.92
model utter-project/EuroLLM-22B-Instruct-2512
is =utter-project/eurollm-22b-instruct-2512 =utter-project/eurollm-22b-instruct-2512-fast
price input_mtok=0.1 output_mtok=0.2
provider huggingface_sambanova
also *huggingface&*sambanova
model Qwen/Qwen3-32B
is =qwen/qwen3-32b =qwen/qwen3-32b-fast
limits 32768 0
price input_mtok=0.4 output_mtok=0.8
model deepseek-ai/DeepSeek-R1-0528
is =deepseek-ai/deepseek-r1-0528 =deepseek-ai/deepseek-r1-0528-fast
limits 131072 0
price input_mtok=5 output_mtok=7
model deepseek-ai/DeepSeek-R1-Distill-Llama-70B
is =deepseek-ai/deepseek-r1-distill-llama-70b =deepseek-ai/deepseek-r1-distill-llama-70b-fast
limits 131072 0
price input_mtok=0.7 output_mtok=1.4
model deepseek-ai/DeepSeek-V3-0324
is =deepseek-ai/deepseek-v3-0324 =deepseek-ai/deepseek-v3-0324-fast
limits 131072 0
price input_mtok=3 output_mtok=4.5
model meta-llama/Llama-3.1-8B-Instruct
is =meta-llama/llama-3.1-8b-instruct =meta-llama/llama-3.1-8b-instruct-fast
limits 16384 0
price input_mtok=0.1 output_mtok=0.2
model meta-llama/Llama-3.3-70B-Instruct
is =meta-llama/llama-3.3-70b-instruct =meta-llama/llama-3.3-70b-instruct-fast
limits 131072 0
price input_mtok=0.6 output_mtok=1.2
model openai/gpt-oss-120b
is =openai/gpt-oss-120b =openai/gpt-oss-120b-fast
limits 131072 0
price input_mtok=0.22 output_mtok=0.59
model tokyotech-llm/Llama-3.3-Swallow-70B-Instruct-v0.4
is =tokyotech-llm/llama-3.3-swallow-70b-instruct-v0.4 =tokyotech-llm/llama-3.3-swallow-70b-instruct-v0.4-fast
limits 131072 0
price input_mtok=0.6 output_mtok=1.2
provider huggingface_together
also *huggingface&*together
model EssentialAI/rnj-1-instruct
is =essentialai/rnj-1-instruct =essentialai/rnj-1-instruct-fast
limits 32768 0
price input_mtok=0.15 output_mtok=0.15
model MiniMaxAI/MiniMax-M3
is =minimaxai/minimax-m3 =minimaxai/minimax-m3-fast
limits 524288 0
price input_mtok=0.3 output_mtok=1.2
model Qwen/Qwen2.5-7B-Instruct
is =qwen/qwen2.5-7b-instruct =qwen/qwen2.5-7b-instruct-fast
limits 32768 0
price input_mtok=0.3 output_mtok=0.3
model Qwen/Qwen3-235B-A22B-Instruct-2507
is =qwen/qwen3-235b-a22b-instruct-2507 =qwen/qwen3-235b-a22b-instruct-2507-fast
limits 262144 0
price input_mtok=0.2 output_mtok=0.6
model Qwen/Qwen3-Coder-480B-A35B-Instruct
is =qwen/qwen3-coder-480b-a35b-instruct =qwen/qwen3-coder-480b-a35b-instruct-fast =qwen/qwen3-coder-480b-a35b-instruct-fp8 =qwen/qwen3-coder-480b-a35b-instruct-fp8-fast
limits 262144 0
price input_mtok=2 output_mtok=2
model Qwen/Qwen3-Coder-Next-FP8
is =qwen/qwen3-coder-next-fp8 =qwen/qwen3-coder-next-fp8-fast
limits 262144 0
price input_mtok=0.5 output_mtok=1.2
model Qwen/Qwen3-Next-80B-A3B-Instruct
is =qwen/qwen3-next-80b-a3b-instruct =qwen/qwen3-next-80b-a3b-instruct-fast
limits 262144 0
price input_mtok=0.15 output_mtok=1.5
model Qwen/Qwen3-VL-8B-Instruct
is =qwen/qwen3-vl-8b-instruct =qwen/qwen3-vl-8b-instruct-fast
limits 262144 0
price input_mtok=0.18 output_mtok=0.68
model Qwen/Qwen3.5-397B-A17B
is =qwen/qwen3.5-397b-a17b =qwen/qwen3.5-397b-a17b-fast
limits 262144 0
price input_mtok=0.6 output_mtok=3.6
model Qwen/Qwen3.5-9B
is =qwen/qwen3.5-9b =qwen/qwen3.5-9b-fast
limits 262144 0
price input_mtok=0.1 output_mtok=0.15
price from=2026-10-19 input_mtok=0.17 output_mtok=0.25
model Qwen/Qwen3.8-2.4T-A95B
is =qwen/qwen3.8-2.4t-a95b =qwen/qwen3.8-2.4t-a95b-fast
limits 1010000 0
price input_mtok=2 output_mtok=6
model ServiceNow-AI/Apriel-1.6-15b-Thinker
is =servicenow-ai/apriel-1.6-15b-thinker =servicenow-ai/apriel-1.6-15b-thinker-fast
limits 131072 0
price
model deepcogito/cogito-671b-v2.1
is =deepcogito/cogito-671b-v2.1 =deepcogito/cogito-671b-v2.1-fast =deepcogito/cogito-671b-v2.1-fp8 =deepcogito/cogito-671b-v2.1-fp8-fast
limits 163840 0
price input_mtok=1.25 output_mtok=1.25
model deepseek-ai/DeepSeek-R1
is =deepseek-ai/deepseek-r1 =deepseek-ai/deepseek-r1-fast =deepseek-ai/deepseek-r1-0528 =deepseek-ai/deepseek-r1-0528-fast
limits 163840 0
price input_mtok=3 output_mtok=7
model deepseek-ai/DeepSeek-V3
is =deepseek-ai/deepseek-v3 =deepseek-ai/deepseek-v3-fast =deepseek-ai/deepseek-v3-0324 =deepseek-ai/deepseek-v3-0324-fast
limits 131072 0
price input_mtok=1.25 output_mtok=1.25
model deepseek-ai/DeepSeek-V3.1
is =deepseek-ai/deepseek-v3.1 =deepseek-ai/deepseek-v3.1-fast
limits 131072 0
price input_mtok=0.6 output_mtok=1.7
model deepseek-ai/DeepSeek-V4-Flash-0731
is =deepseek-ai/deepseek-v4-flash-0731 =deepseek-ai/deepseek-v4-flash-0731-fast
limits 1048576 0
price input_mtok=0.14 output_mtok=0.28
model deepseek-ai/DeepSeek-V4-Pro-0813
is =deepseek-ai/deepseek-v4-pro-0813 =deepseek-ai/deepseek-v4-pro-0813-fast
limits 1048576 0
price input_mtok=1.32 output_mtok=3.96
model google/gemma-3n-E4B-it
is =google/gemma-3n-e4b-it =google/gemma-3n-e4b-it-fast
limits 32768 0
price input_mtok=0.02 output_mtok=0.04
model meta-llama/Llama-3.3-70B-Instruct
is =meta-llama/llama-3.3-70b-instruct =meta-llama/llama-3.3-70b-instruct-fast
limits 131072 0
price input_mtok=0.88 output_mtok=0.88
price from=2026-10-19 input_mtok=1.04 output_mtok=1.04
model meta-llama/Llama-4-Maverick-17B-128E-Instruct-FP8
is =meta-llama/llama-4-maverick-17b-128e-instruct-fp8 =meta-llama/llama-4-maverick-17b-128e-instruct-fp8-fast
limits 1048576 0
price input_mtok=0.27 output_mtok=0.85
model meta-models/Muse-Glimmer-30B
is =meta-models/muse-glimmer-30b =meta-models/muse-glimmer-30b-fast
limits 131072 0
price input_mtok=0.35 output_mtok=1.5
model moonshotai/Kimi-K2.5
is =moonshotai/kimi-k2.5 =moonshotai/kimi-k2.5-fast
limits 262144 0
price input_mtok=0.5 output_mtok=2.8
model moonshotai/Kimi-K3
is =moonshotai/kimi-k3 =moonshotai/kimi-k3-fast
limits 1048576 0
price input_mtok=3 output_mtok=15
model openai/gpt-oss-120b
is =openai/gpt-oss-120b =openai/gpt-oss-120b-fast
limits 131072 0
price input_mtok=0.15 output_mtok=0.6
model openai/gpt-oss-20b
is =openai/gpt-oss-20b =openai/gpt-oss-20b-fast
limits 131072 0
price input_mtok=0.05 output_mtok=0.2
model prism-ml/Ternary-Bonsai-27B-AWQ-4bit
is =prism-ml/ternary-bonsai-27b-awq-4bit =prism-ml/ternary-bonsai-27b-awq-4bit-fast
limits 262144 0
price
model prism-ml/Ternary-Bonsai-27B-gguf
is =prism-ml/ternary-bonsai-27b-gguf =prism-ml/ternary-bonsai-27b-gguf-fast
limits 262144 0
price
model thinkingmachines/Inkling
is =thinkingmachines/inkling =thinkingmachines/inkling-fast
limits 524288 0
price input_mtok=1 output_mtok=4.05
model zai-org/GLM-4.5-Air-FP8
is =zai-org/glm-4.5-air-fp8 =zai-org/glm-4.5-air-fp8-fast
limits 131072 0
price input_mtok=0.2 output_mtok=1.1
model zai-org/GLM-4.6
is =zai-org/glm-4.6 =zai-org/glm-4.6-fast
limits 202752 0
price input_mtok=0.6 output_mtok=2.2
model zai-org/GLM-4.7-FP8
is =zai-org/glm-4.7-fp8 =zai-org/glm-4.7-fp8-fast
limits 202752 0
price input_mtok=0.45 output_mtok=2
model zai-org/GLM-5
is =zai-org/glm-5 =zai-org/glm-5-fast
limits 202752 0
price input_mtok=1 output_mtok=3.2
model zai-org/GLM-5.2
is =zai-org/glm-5.2 =zai-org/glm-5.2-fast
limits 1048575 0
price input_mtok=1.4 output_mtok=4.4
model zai-org/GLM-5.3
is =zai-org/glm-5.3 =zai-org/glm-5.3-fast
limits 1048575 0
price input_mtok=1.4 output_mtok=4.4
model zai-org/GLM-5.3-Flash
is =zai-org/glm-5.3-flash =zai-org/glm-5.3-flash-fast
limits 1048575 0
price input_mtok=0.15 output_mtok=0.5
provider meta
also =meta
model muse-spark-1.1
is =muse-spark-1.1
limits 1048576 131072
price cache_read_mtok=0.15 input_mtok=1.25 output_mtok=4.25 web_searches_kcount=2.5
model muse-spark-1.2
is =muse-spark-1.2
limits 1048576 131072
price cache_read_mtok=0.15 input_mtok=1.25 output_mtok=4.25 web_searches_kcount=2.5
model muse-spark-1.2-contributor
is =muse-spark-1.2-contributor
limits 1048576 131072
price cache_read_mtok=0.002 input_mtok=0.1 output_mtok=0.2 web_searches_kcount=2.5
model muse-spark-1.3
is =muse-spark-1.3
limits 1048576 131072
price cache_read_mtok=0.15 input_mtok=1.25 output_mtok=4.25 web_searches_kcount=2.5
model muse-spark-1.3-contributor
is =muse-spark-1.3-contributor
limits 1048576 131072
price cache_read_mtok=0.002 input_mtok=0.1 output_mtok=0.2 web_searches_kcount=2.5
model muse-wonder-1.0
is =muse-wonder-1.0
limits 1048576 131072
price cache_read_mtok=0.2 input_mtok=4 output_mtok=20 web_searches_kcount=2.5
provider minimax
model M2-her
is =m2-her =m2-her
limits 64000 0
price input_mtok=0.3 output_mtok=1.2
model MiniMax-M2
is =minimax-m2 =minimax-m2 =minimax-m2.1 =minimax-m2.1 =minimax-m2.5 =minimax-m2.5
limits 204800 8192
price cache_read_mtok=0.03 cache_write_mtok=0.375 input_mtok=0.3 output_mtok=1.2
model MiniMax-M2.1-highspeed
is *m2.1-highspeed *m2.1-highspeed
limits 204800 0
price cache_read_mtok=0.03 cache_write_mtok=0.375 input_mtok=0.6 output_mtok=2.4
model MiniMax-M2.5-highspeed
is *m2.5-highspeed *m2.5-highspeed
limits 204800 0
price cache_read_mtok=0.03 cache_write_mtok=0.375 input_mtok=0.6 output_mtok=2.4
model MiniMax-M2.7
is =minimax-m2.7 =minimax-m2.7
limits 204800 0
price cache_read_mtok=0.06 cache_write_mtok=0.375 input_mtok=0.3 output_mtok=1.2
model MiniMax-M2.7-highspeed
is *m2.7-highspeed *m2.7-highspeed
limits 204800 0
price cache_read_mtok=0.06 cache_write_mtok=0.375 input_mtok=0.6 output_mtok=2.4
model MiniMax-M3.1-Flash
is =minimax-m3.1-flash =minimax-m3.1-flash
limits 1000000 0
price cache_read_mtok=0.015 input_mtok=0.15 output_mtok=0.6
model minimax-01
is =minimax-01
limits 1000192 0
price input_mtok=0.2 output_mtok=1.1
model minimax-m1
is =minimax-m1
price input_mtok=0.4 output_mtok=2.2
model minimax-m3
is =minimax-m3 =minimax-m3
limits 1000000 128000
price cache_read_mtok=0.06/512000:0.12 input_mtok=0.3/512000:0.6 output_mtok=1.2/512000:2.4
provider mistral
also ^mistral
model codestral
is =codestral-latest =codestral-2501
limits 256000 128000
price input_mtok=0.3 output_mtok=0.9
tier batch from=2026-10-14 input_mtok=0.15 output_mtok=0.45
model codestral-2508
is =codestral-2508
limits 256000 128000
price cache_read_mtok=0.03 input_mtok=0.3 output_mtok=0.9
tier batch from=2026-10-14 cache_read_mtok=0.015 input_mtok=0.15 output_mtok=0.45
model codestral-embed-2505
is =codestral-embed-2505 =codestral-embed
limits 8000 0
price cache_read_mtok=0.015 input_mtok=0.15
model deepseek-v4-1-flash-1017
is =deepseek-v4-1-flash-1017
limits 1048576 131072
price cache_read_mtok=0.007 input_mtok=0.3 output_mtok=1.2
model devstral-2512
is =devstral-2512
limits 262144 0
price cache_read_mtok=0.04 input_mtok=0.4 output_mtok=2
model devstral-small
is =devstral-small =devstral-small-2505 =devstral-small-2507 =devstral-small-latest =labs-devstral-small-2512
limits 256000 256000
price input_mtok=0.1 output_mtok=0.3
model devstral-small:free
is =devstral-small:free
price
model magistral-medium
is ^magistral-medium
limits 262144 262144
price input_mtok=2 output_mtok=5
model magistral-small
is ^magistral-small-
limits 262144 262144
price input_mtok=0.5 output_mtok=1.5
model ministral-14b-2512
is =ministral-14b-2512
limits 262144 262144
price cache_read_mtok=0.02 input_mtok=0.2 output_mtok=0.2
tier batch from=2026-10-14 cache_read_mtok=0.01 input_mtok=0.1 output_mtok=0.1
model ministral-3b
is =ministral-3b
price input_mtok=0.04 output_mtok=0.04
model ministral-3b-2512
is =ministral-3b-2512
limits 131072 131072
price cache_read_mtok=0.01 input_mtok=0.1 output_mtok=0.1
tier batch from=2026-10-14 cache_read_mtok=0.005 input_mtok=0.05 output_mtok=0.05
model ministral-8b
is =ministral-8b =ministral-8b-2410
price input_mtok=0.1 output_mtok=0.1
model ministral-8b-2512
is =ministral-8b-2512
limits 262144 262144
price cache_read_mtok=0.015 input_mtok=0.15 output_mtok=0.15
tier batch from=2026-10-14 cache_read_mtok=0.0075 input_mtok=0.075 output_mtok=0.075
model ministral-8b-latest
is =ministral-8b-latest
limits 262144 262144
price input_mtok=0.1 output_mtok=0.1
price from=2025-12-02 cache_read_mtok=0.015 input_mtok=0.15 output_mtok=0.15
tier batch from=2026-10-14 cache_read_mtok=0.0075 input_mtok=0.075 output_mtok=0.075
model mistral-7b
is =mistral-7b =open-mistral-7b
price input_mtok=0.25 output_mtok=0.25
model mistral-embed
is =mistral-embed =mistral-embed-2312
limits 8192 0
price input_mtok=0.1 output_mtok=0.1
tier batch from=2026-10-14 input_mtok=0.05 output_mtok=0.05
model mistral-large
is =mistral-large =mistral-large-latest =mistral-large-2407 =mistral-large-2411
limits 262144 262144
price input_mtok=2 output_mtok=6
model mistral-large-2512
is =mistral-large-2512
limits 262144 262144
price cache_read_mtok=0.05 input_mtok=0.5 output_mtok=1.5
tier batch from=2026-10-14 cache_read_mtok=0.025 input_mtok=0.25 output_mtok=0.75
model mistral-large-4
is =mistral-large-4 =mistral-large-4-0
limits 1048576 1048576
price cache_read_mtok=0.07 input_mtok=0.68 output_mtok=2.09
price from=2026-10-20 cache_read_mtok=0.14 input_mtok=1.36 output_mtok=4.18
price from=2026-10-29 cache_read_mtok=0.07 input_mtok=0.7 output_mtok=2.1
tier batch from=2026-10-29 cache_read_mtok=0.035 input_mtok=0.35 output_mtok=1.05
tier batch from=2026-10-20 cache_read_mtok=0.07 input_mtok=0.68 output_mtok=2.09
tier batch from=2026-10-14 cache_read_mtok=0.035 input_mtok=0.34 output_mtok=1.045
model mistral-medium-2312
is =mistral-medium-2312
price input_mtok=2.7 output_mtok=8.1
model mistral-medium-3-1
is =mistral-medium =mistral-medium-2505 =mistral-medium-2508
limits 262144 262144
price cache_read_mtok=0.04 input_mtok=0.4 output_mtok=2
model mistral-medium-3-5
is =mistral-medium-3.5 =mistral-medium-3-5 =mistral-medium-3 =mistral-medium-2604
limits 262144 262144
price cache_read_mtok=0.15 input_mtok=1.5 output_mtok=7.5
tier batch from=2026-10-14 cache_read_mtok=0.075 input_mtok=0.75 output_mtok=3.75
model mistral-medium-latest
is =mistral-medium-latest
limits 262144 262144
price cache_read_mtok=0.04 input_mtok=0.4 output_mtok=2
price from=2026-06-16 cache_read_mtok=0.15 input_mtok=1.5 output_mtok=7.5
tier batch from=2026-10-14 cache_read_mtok=0.075 input_mtok=0.75 output_mtok=3.75
model mistral-nemo
is =mistral-nemo =open-mistral-nemo
limits 128000 128000
price input_mtok=0.15 output_mtok=0.15
model mistral-nemo:free
is =mistral-nemo:free
price
model mistral-ocr-2503
is =mistral-ocr-2503 =mistral-ocr-2503-completion
price input_document_kpages=1
model mistral-ocr-2505
is =mistral-ocr-2505 =mistral-ocr-2505-completion
price input_annotated_document_kpages=3 input_document_kpages=1
model mistral-ocr-2512
is =mistral-ocr-2512 =mistral-ocr-2512-completion
limits 16384 0
price input_annotated_document_kpages=3 input_document_kpages=2
tier batch from=2026-10-14 input_annotated_document_kpages=1.5 input_document_kpages=1
model mistral-ocr-4-0
is =mistral-ocr-4-0 =mistral-ocr-4-0-completion
limits 16384 0
price input_annotated_document_kpages=5 input_document_kpages=4
model mistral-ocr-4-1
is =mistral-ocr-4 =mistral-ocr-4-completion =mistral-ocr-4-1 =mistral-ocr-4-1-completion
limits 16384 0
price input_annotated_document_kpages=5 input_document_kpages=4
tier batch from=2026-10-14 input_annotated_document_kpages=2.5 input_document_kpages=2
model mistral-ocr-latest
is =mistral-ocr-latest =mistral-ocr-latest-completion
price input_document_kpages=1
price from=2025-05-22 input_annotated_document_kpages=3 input_document_kpages=1
price from=2025-12-18 input_annotated_document_kpages=3 input_document_kpages=2
price from=2026-06-23 input_annotated_document_kpages=5 input_document_kpages=4
tier batch from=2026-10-14 input_annotated_document_kpages=2.5 input_document_kpages=2
model mistral-saba
is =mistral-saba =mistral-saba-latest
price input_mtok=0.2 output_mtok=0.6
model mistral-small-24b-instruct-2501
is =mistral-small-24b-instruct-2501
price input_mtok=0.05 output_mtok=0.08
model mistral-small-24b-instruct-2501:free
is =mistral-small-24b-instruct-2501:free
price
model mistral-small-2603
is =mistral-small-2603
limits 262144 262144
price cache_read_mtok=0.015 input_mtok=0.15 output_mtok=0.6
tier batch from=2026-10-14 cache_read_mtok=0.0075 input_mtok=0.075 output_mtok=0.3
model mistral-small-3.1-24b-instruct
is =mistral-small-3.1-24b-instruct
price input_mtok=0.351 output_mtok=0.555
model mistral-small-3.2-24b-instruct
is =mistral-small-2506 =mistral-small-3.2-24b-instruct
price input_mtok=0.1 output_mtok=0.3
model mistral-small-latest
is =mistral-small-latest
limits 262144 262144
price input_mtok=0.1 output_mtok=0.3
price from=2026-03-16 cache_read_mtok=0.015 input_mtok=0.15 output_mtok=0.6
tier batch from=2026-10-14 cache_read_mtok=0.0075 input_mtok=0.075 output_mtok=0.3
model mistral-tiny
is =mistral-tiny
limits 32000 8191
price input_mtok=0.25 output_mtok=0.25
model mixtral-8x22b-instruct
is =open-mixtral-8x22b =mixtral-8x22b-instruct
price input_mtok=2 output_mtok=6
model mixtral-8x7b
is ^mixtral-8x7b =open-mixtral-8x7b
price input_mtok=0.7 output_mtok=0.7
model pixtral-12b
is =pixtral-12b =pixtral-12b-latest
price input_mtok=0.15 output_mtok=0.15
model pixtral-large
is =pixtral-large-latest =pixtral-large-2411
limits 128000 128000
price input_mtok=2 output_mtok=6
model voxtral-mini-2602
is =voxtral-mini-latest =voxtral-mini-2602
limits 16384 0
price audio_hours=0.18 input_audio_hours=0.18
tier batch from=2026-10-14 audio_hours=0.09 input_audio_hours=0.09
model voxtral-mini-transcribe-3-0
is =voxtral-mini-transcribe-3-0
price audio_hours=0.21 input_audio_hours=0.21
model voxtral-mini-transcribe-realtime-2602
is =voxtral-mini-transcribe-realtime-2602
price audio_hours=0.36 input_audio_hours=0.36
model voxtral-mini-transcribe-realtime-3-0
is =voxtral-mini-transcribe-realtime-3-0
price audio_hours=0.48 input_audio_hours=0.48
model voxtral-small-24b-2507
is =voxtral-small-24b-2507 =voxtral-small-2507 =voxtral-small-latest
limits 32768 32768
price audio_hours=0.24 cache_read_mtok=0.01 input_audio_hours=0.24 input_mtok=0.1 output_mtok=0.3
price from=2026-08-11 audio_hours=0.24 cache_read_mtok=0.01 input_audio_hours=0.24 input_mtok=0.1 output_mtok=0.4
tier batch from=2026-10-14 cache_read_mtok=0.005 input_mtok=0.05 output_mtok=0.2
model voxtral-small-transcribe-3-0
is =voxtral-small-transcribe-3-0
price audio_hours=0.24 input_audio_hours=0.24
model zai-glm-5-3
is =zai-glm-5-3
limits 1048576 131072
price cache_read_mtok=0.14 input_mtok=1.4 output_mtok=4.4
model zai-glm-5-3-flash
is =zai-glm-5-3-flash
limits 1048576 131072
price cache_read_mtok=0.03 input_mtok=0.15 output_mtok=0.5
provider modal
also *modal
model Qwen/Qwen3.8-2.4T-A95B
is =qwen/qwen3.8-2.4t-a95b
price cache_read_mtok=0.25 input_mtok=2 output_mtok=6
model Qwen/Qwen3.8-Max-VL-Thinking
is =qwen/qwen3.8-max-vl-thinking
price cache_read_mtok=0.25 input_mtok=2 output_mtok=6
model deepseek-ai/DeepSeek-V4.1-Flash
is =deepseek-ai/deepseek-v4.1-flash
price cache_read_mtok=0.03 input_mtok=0.3 output_mtok=1.2
model deepseek-ai/DeepSeek-V4.1-Flash-1017
is =deepseek-ai/deepseek-v4.1-flash-1017
price cache_read_mtok=0.005 input_mtok=0.25 output_mtok=1
model meta-models/Muse-Spark-Open-816B-A42B
is =meta-models/muse-spark-open-816b-a42b
price cache_read_mtok=0.15 input_mtok=1.25 output_mtok=4.25
model moonshotai/Kimi-K3
is =moonshotai/kimi-k3
limits 1048576 0
price cache_read_mtok=0.3 input_mtok=3 output_mtok=15
model moonshotai/Kimi-K3.1-Pro
is =moonshotai/kimi-k3.1-pro
price cache_read_mtok=0.2 input_mtok=2 output_mtok=10
model nvidia/GLM-5.3-Flash-NVFP4
is =nvidia/glm-5.3-flash-nvfp4
price cache_read_mtok=0.03 input_mtok=0.15 output_mtok=0.5
model thinkingmachines/Inkling-NVFP4
is =thinkingmachines/inkling-nvfp4
price cache_read_mtok=0.27 input_mtok=1.2 output_mtok=5
model zai-org/GLM-5.3
is =zai-org/glm-5.3
price cache_read_mtok=0.26 input_mtok=1.4 output_mtok=4.4
model zai-org/GLM-5.3-Flash
is =zai-org/glm-5.3-flash
price cache_read_mtok=0.09 input_mtok=0.45 output_mtok=1.5
provider moonshotai
also *moonshot
model kimi-k2
is =kimi-k2
price input_mtok=0.57 output_mtok=2.3
model kimi-k2-0711-preview
is =kimi-k2-0711-preview
limits 131072 0
price cache_read_mtok=0.15 input_mtok=0.6 output_mtok=2.5
model kimi-k2-0905-preview
is =kimi-k2-0905-preview
limits 262144 0
price cache_read_mtok=0.15 input_mtok=0.6 output_mtok=2.5
model kimi-k2-thinking
is =kimi-k2-thinking
limits 262144 0
price cache_read_mtok=0.15 input_mtok=0.6 output_mtok=2.5
model kimi-k2-thinking-turbo
is =kimi-k2-thinking-turbo
limits 262144 0
price cache_read_mtok=0.15 input_mtok=1.15 output_mtok=8
model kimi-k2-turbo-preview
is ^kimi-k2-turbo
limits 262144 0
price cache_read_mtok=0.15 input_mtok=1.15 output_mtok=8
model kimi-k2.5
is ^kimi-k2.5
limits 262144 262144
price cache_read_mtok=0.1 input_mtok=0.6 output_mtok=3
model kimi-k2.6
is ^kimi-k2.6
limits 262144 262144
price cache_read_mtok=0.16 input_mtok=0.95 output_mtok=4
model kimi-k2.7-code
is =kimi-k2.7-code
limits 262144 262144
price cache_read_mtok=0.19 input_mtok=0.95 output_mtok=4
model kimi-k2.7-code-highspeed
is =kimi-k2.7-code-highspeed
limits 262144 0
price cache_read_mtok=0.38 input_mtok=1.9 output_mtok=8
model kimi-k3
is =kimi-k3
limits 1048576 1048576
price cache_read_mtok=0.3 cache_write_1h_mtok=6 cache_write_mtok=3 input_mtok=3 output_mtok=15
model kimi-k3.1-pro
is =kimi-k3.1-pro
limits 1048576 1048576
price cache_read_mtok=0.2 cache_write_1h_mtok=4 cache_write_mtok=2 input_mtok=2 output_mtok=10
model kimi-k3.1-pro-highspeed
is =kimi-k3.1-pro-highspeed
limits 1048576 0
price cache_read_mtok=0.2 cache_write_1h_mtok=8 cache_write_mtok=4 input_mtok=4 output_mtok=20
model moonshot-v1-128k
is =moonshot-v1-128k =moonshot-v1-128k-vision-preview
limits 131072 131072
price input_mtok=2 output_mtok=5
model moonshot-v1-32k
is =moonshot-v1-32k =moonshot-v1-32k-vision-preview
limits 32768 32768
price input_mtok=1 output_mtok=3
model moonshot-v1-8k
is =moonshot-v1-8k =moonshot-v1-8k-vision-preview
limits 8192 8192
price input_mtok=0.2 output_mtok=2
provider novita
model Sao10K/L3-8B-Stheno-v3.2
is =sao10k/l3-8b-stheno-v3.2
limits 8192 32000
price input_mtok=0.05 output_mtok=0.05
model baichuan/baichuan-m2-32b
is =baichuan/baichuan-m2-32b
limits 131072 131072
price input_mtok=0.07 output_mtok=0.07
model baidu/cobuddy
is =baidu/cobuddy
limits 131072 65536
price cache_read_mtok=0.07 input_mtok=0.28 output_mtok=1.13
model baidu/ernie-4.5-21B-a3b
is =baidu/ernie-4.5-21b-a3b
limits 120000 8000
price input_mtok=0.07 output_mtok=0.28
model cognitivecomputations/dolphin-mixtral-8x22b
is =cognitivecomputations/dolphin-mixtral-8x22b
price input_mtok=0.9 output_mtok=0.9
model deepseek/deepseek-ocr-2
is =deepseek/deepseek-ocr-2
limits 8192 8192
price input_mtok=0.03 output_mtok=0.03
model deepseek/deepseek-r1
is =deepseek/deepseek-r1 =deepseek/deepseek-r1/community
limits 64000 16000
price input_mtok=4 output_mtok=4
model deepseek/deepseek-r1-0528
is =deepseek/deepseek-r1-0528
limits 163840 32768
price cache_read_mtok=0.35 input_mtok=0.7 output_mtok=2.5
model deepseek/deepseek-r1-0528-qwen3-8b
is =deepseek/deepseek-r1-0528-qwen3-8b
limits 128000 32000
price input_mtok=0.06 output_mtok=0.09
model deepseek/deepseek-r1-distill-llama-70b
is =deepseek/deepseek-r1-distill-llama-70b
limits 8192 8192
price input_mtok=0.8 output_mtok=0.8
model deepseek/deepseek-r1-distill-llama-8b
is =deepseek/deepseek-r1-distill-llama-8b
price input_mtok=0.04 output_mtok=0.04
model deepseek/deepseek-r1-distill-qwen-14b
is =deepseek/deepseek-r1-distill-qwen-14b
limits 32768 16384
price input_mtok=0.15 output_mtok=0.15
model deepseek/deepseek-r1-distill-qwen-32b
is =deepseek/deepseek-r1-distill-qwen-32b
limits 64000 32000
price input_mtok=0.3 output_mtok=0.3
model deepseek/deepseek-r1-turbo
is =deepseek/deepseek-r1-turbo
limits 64000 16000
price input_mtok=0.7 output_mtok=2.5
model deepseek/deepseek-v4-flash-0731
is =deepseek/deepseek-v4-flash-0731
limits 1048576 393216
price cache_read_mtok=0.028 input_mtok=0.44 output_mtok=1.32
model deepseek/deepseek-v4-flash-0731-p
is =deepseek/deepseek-v4-flash-0731-p
limits 1048576 0
price cache_read_mtok=0.0148 input_mtok=0.44 output_mtok=1.32
model deepseek/deepseek-v4-pro
is =deepseek/deepseek-v4-pro
limits 1048576 393216
price cache_read_mtok=0.135 input_mtok=1.6 output_mtok=3.2
model deepseek/deepseek-v4-pro-0813
is =deepseek/deepseek-v4-pro-0813 =deepseek/deepseek-v4-pro-0813-p
limits 1048576 393216
price cache_read_mtok=0.044 input_mtok=1.32 output_mtok=3.96
model deepseek/deepseek-v4.1-flash
is =deepseek/deepseek-v4.1-flash =deepseek/deepseek-v4.1-flash-dst =deepseek/deepseek-v4.1-flash-p =deepseek/deepseek-v4.1-flash-1017
limits 1048576 0
price cache_read_mtok=0.006 input_mtok=0.3 output_mtok=1.2
model deepseek/deepseek_v3
is =deepseek/deepseek_v3
limits 64000 16000
price input_mtok=0.89 output_mtok=0.89
model google/gemma-2-9b-it
is =google/gemma-2-9b-it
price input_mtok=0.08 output_mtok=0.08
model google/gemma-3-12b-it
is =google/gemma-3-12b-it
limits 131072 8192
price input_mtok=0.05 output_mtok=0.1
model google/gemma-3-27b-it
is =google/gemma-3-27b-it
limits 98304 16384
price input_mtok=0.119 output_mtok=0.2
model google/gemma-4-26b-a4b-it
is =google/gemma-4-26b-a4b-it
limits 262144 131072
price input_mtok=0.13 output_mtok=0.4
model google/gemma-4-31b-it
is =google/gemma-4-31b-it
limits 262144 131072
price input_mtok=0.14 output_mtok=0.4
model gryphe/mythomax-l2-13b
is =gryphe/mythomax-l2-13b
limits 4096 3200
price input_mtok=0.09 output_mtok=0.09
model inclusionai/ling-3.0-flash
is =inclusionai/ling-3.0-flash
limits 262144 32768
price cache_read_mtok=0.012 input_mtok=0.06 output_mtok=0.18
model inclusionai/ling-3.0-flash-fin
is =inclusionai/ling-3.0-flash-fin
limits 262144 0
price cache_read_mtok=0.015 input_mtok=0.075 output_mtok=0.22
model inclusionai/ling-3.0-flash-sante
is =inclusionai/ling-3.0-flash-sante
limits 262144 0
price cache_read_mtok=0.015 input_mtok=0.075 output_mtok=0.22
model inclusionai/ling-3.0-flash-vl
is =inclusionai/ling-3.0-flash-vl
limits 262144 0
price cache_read_mtok=0.015 input_mtok=0.075 output_mtok=0.22
model inclusionai/ling-3.1-flash
is =inclusionai/ling-3.1-flash
limits 262144 0
price cache_read_mtok=0.06 input_mtok=0.3 output_mtok=0.9
model jondurbin/airoboros-l2-70b
is =jondurbin/airoboros-l2-70b
price input_mtok=0.5 output_mtok=0.5
model meta-llama/llama-3-70b-instruct
is =meta-llama/llama-3-70b-instruct
limits 8192 8000
price input_mtok=0.51 output_mtok=0.74
model meta-llama/llama-3-8b-instruct
is =meta-llama/llama-3-8b-instruct
limits 8192 8192
price input_mtok=0.04 output_mtok=0.04
model meta-llama/llama-3.1-70b-instruct
is =meta-llama/llama-3.1-70b-instruct
price input_mtok=0.34 output_mtok=0.39
model meta-llama/llama-3.1-8b-instruct
is =meta-llama/llama-3.1-8b-instruct =meta-llama/llama-3.1-8b-instruct-max
limits 16384 16384
price input_mtok=0.05 output_mtok=0.05
price from=2026-10-18 input_mtok=0.02 output_mtok=0.05
model meta-llama/llama-3.1-8b-instruct-bf16
is =meta-llama/llama-3.1-8b-instruct-bf16
price input_mtok=0.06 output_mtok=0.06
model meta-llama/llama-3.2-11b-vision-instruct
is =meta-llama/llama-3.2-11b-vision-instruct
price input_mtok=0.06 output_mtok=0.06
model meta-llama/llama-3.2-1b-instruct
is =meta-llama/llama-3.2-1b-instruct
limits 131000 32000
price input_mtok=0.02 output_mtok=0.02
model meta-llama/llama-3.2-3b-instruct
is =meta-llama/llama-3.2-3b-instruct
limits 32768 32000
price input_mtok=0.03 output_mtok=0.05
model meta-llama/llama-3.3-70b-instruct
is =meta-llama/llama-3.3-70b-instruct
limits 12288 12288
price input_mtok=0.39 output_mtok=0.39
price from=2026-10-18 input_mtok=0.135 output_mtok=0.4
model meta-llama/llama-4-maverick-17b-128e-instruct-fp8
is =meta-llama/llama-4-maverick-17b-128e-instruct-fp8
limits 1048576 8192
price input_mtok=0.27 output_mtok=0.85
model meta-llama/llama-4-scout-17b-16e-instruct
is =meta-llama/llama-4-scout-17b-16e-instruct
limits 131072 131072
price input_mtok=0.18 output_mtok=0.59
model microsoft/wizardlm-2-8x22b
is =microsoft/wizardlm-2-8x22b
limits 65535 8000
price input_mtok=0.62 output_mtok=0.62
model mindai/macaron-v1-tall
is =mindai/macaron-v1-tall
limits 262144 32768
price cache_read_mtok=0.044 input_mtok=0.2475 output_mtok=1.43
model mindai/macaron-v1-venti
is =mindai/macaron-v1-venti
limits 1048576 131072
price cache_read_mtok=0.165 input_mtok=0.825 output_mtok=2.475
model ming-image-0.1-design
is =ming-image-0.1-design =ming-image-0.1-design-layer
price input_mtok=1 output_mtok=1
model minimax/minimax-m2.5
is =minimax/minimax-m2.5
limits 204800 131100
price cache_read_mtok=0.03 input_mtok=0.3 output_mtok=1.2
model minimax/minimax-m2.7
is =minimax/minimax-m2.7
limits 204800 131072
price cache_read_mtok=0.06 input_mtok=0.3 output_mtok=1.2
model minimax/minimax-m2.7-highspeed
is =minimax/minimax-m2.7-highspeed
limits 204800 131072
price cache_read_mtok=0.06 input_mtok=0.6 output_mtok=2.4
model minimax/minimax-m3
is =minimax/minimax-m3
limits 1000000 131072
price cache_read_mtok=0.06/524288:0.12 input_mtok=0.3/524288:0.6 output_mtok=1.2/524288:2.4
model minimax/minimax-m3.1-flash
is =minimax/minimax-m3.1-flash
limits 1000000 0
price cache_read_mtok=0.015 input_mtok=0.15 output_mtok=0.6
model minimaxai/minimax-m1-80k
is =minimaxai/minimax-m1-80k
limits 1000000 40000
price input_mtok=0.55 output_mtok=2.2
model mistralai/mistral-7b-instruct
is =mistralai/mistral-7b-instruct
price input_mtok=0.059 output_mtok=0.059
model mistralai/mistral-nemo
is =mistralai/mistral-nemo
limits 60288 16000
price input_mtok=0.17 output_mtok=0.17
model moonshotai/kimi-k2-0905
is =moonshotai/kimi-k2-0905
limits 262144 100352
price input_mtok=0.6 output_mtok=2.5
model moonshotai/kimi-k2-instruct
is =moonshotai/kimi-k2-instruct
limits 131072 100352
price input_mtok=0.57 output_mtok=2.3
model moonshotai/kimi-k2-thinking
is =moonshotai/kimi-k2-thinking
limits 262144 100352
price cache_read_mtok=0.15 input_mtok=0.6 output_mtok=2.5
model moonshotai/kimi-k2.5
is =moonshotai/kimi-k2.5
limits 262144 262144
price cache_read_mtok=0.1 input_mtok=0.6 output_mtok=3
model moonshotai/kimi-k2.6
is =moonshotai/kimi-k2.6
limits 262144 262144
price cache_read_mtok=0.16 input_mtok=0.8 output_mtok=3.4
model moonshotai/kimi-k2.7-code
is =moonshotai/kimi-k2.7-code
limits 262144 262144
price cache_read_mtok=0.19 input_mtok=0.95 output_mtok=4
model moonshotai/kimi-k3
is =moonshotai/kimi-k3 =moonshotai/kimi-k3-p
limits 1048576 1048576
price cache_read_mtok=0.3 input_mtok=3 output_mtok=15
model moonshotai/kimi-k3.1-pro
is =moonshotai/kimi-k3.1-pro
limits 1048576 0
price cache_read_mtok=0.2 input_mtok=2 output_mtok=10
model moonshotai/kimi-k3.1-pro-highspeed
is =moonshotai/kimi-k3.1-pro-highspeed
limits 1048576 0
price cache_read_mtok=0.2 input_mtok=4 output_mtok=20
model nousresearch/hermes-2-pro-llama-3-8b
is =nousresearch/hermes-2-pro-llama-3-8b
limits 8192 8192
price input_mtok=0.14 output_mtok=0.14
model nousresearch/nous-hermes-llama2-13b
is =nousresearch/nous-hermes-llama2-13b
limits 4096 0
price input_mtok=0.17 output_mtok=0.17
model nvidia/nemotron-3-nano-30b-a3b
is =nvidia/nemotron-3-nano-30b-a3b
limits 262144 32768
price input_mtok=0.05 output_mtok=0.2
model openai/gpt-oss-120b
is =openai/gpt-oss-120b
limits 131072 32768
price input_mtok=0.05 output_mtok=0.25
model openchat/openchat-7b
is =openchat/openchat-7b
limits 4096 0
price input_mtok=0.06 output_mtok=0.06
model paddlepaddle/paddleocr-vl
is =paddlepaddle/paddleocr-vl
limits 16384 16384
price input_mtok=0.02 output_mtok=0.02
model qwen/qwen-2-7b-instruct
is =qwen/qwen-2-7b-instruct
limits 32768 0
price input_mtok=0.054 output_mtok=0.054
model qwen/qwen-2-vl-72b-instruct
is =qwen/qwen-2-vl-72b-instruct
limits 32768 0
price input_mtok=0.45 output_mtok=0.45
model qwen/qwen-2.5-72b-instruct
is =qwen/qwen-2.5-72b-instruct
limits 32000 8192
price input_mtok=0.38 output_mtok=0.4
model qwen/qwen-mt-plus
is =qwen/qwen-mt-plus
limits 16384 8192
price input_mtok=0.25 output_mtok=0.75
model qwen/qwen3-omni-30b-a3b-thinking
is =qwen/qwen3-omni-30b-a3b-thinking
limits 65536 16384
price input_mtok=0.25 output_mtok=0.97
model qwen/qwen3-vl-30b-a3b-instruct
is =qwen/qwen3-vl-30b-a3b-instruct
limits 131072 32768
price input_mtok=0.2 output_mtok=0.7
model qwen/qwen3.5-122b-a10b
is =qwen/qwen3.5-122b-a10b
limits 262144 65536
price input_mtok=0.4 output_mtok=3.2
model qwen/qwen3.5-27b
is =qwen/qwen3.5-27b
limits 262144 65536
price input_mtok=0.3 output_mtok=2.4
model qwen/qwen3.5-35b-a3b
is =qwen/qwen3.5-35b-a3b
limits 262144 65536
price input_mtok=0.25 output_mtok=2
model qwen/qwen3.5-397b-a17b
is =qwen/qwen3.5-397b-a17b
limits 262144 65536
price input_mtok=0.6 output_mtok=3.6
model qwen/qwen3.6-27b
is =qwen/qwen3.6-27b
limits 262144 65536
price input_mtok=0.6 output_mtok=3.6
model qwen/qwen3.6-35b-a3b
is =qwen/qwen3.6-35b-a3b
limits 262144 65536
price input_mtok=0.248 output_mtok=1.485
model qwen/qwen3.7-max
is =qwen/qwen3.7-max
limits 1000000 65536
price cache_read_mtok=0.25 input_mtok=1.25 output_mtok=3.75
model qwen/qwen3.8-2.4t-a95b
is =qwen/qwen3.8-2.4t-a95b
limits 1000000 0
price cache_read_mtok=0.25 input_mtok=2 output_mtok=6
model qwen/qwen3.8-27b
is =qwen/qwen3.8-27b
limits 1000000 0
price cache_read_mtok=0.085 input_mtok=0.42 output_mtok=3
model qwen/qwen3.8-flash
is =qwen/qwen3.8-flash
limits 1000000 0
price cache_read_mtok=0.016 input_mtok=0.15 output_mtok=0.47
model qwen/qwen3.8-max
is =qwen/qwen3.8-max
limits 1000000 131072
price cache_read_mtok=0.25 input_mtok=2 output_mtok=6
model sao10k/l3-70b-euryale-v2.1
is =sao10k/l3-70b-euryale-v2.1
limits 8192 8192
price input_mtok=1.48 output_mtok=1.48
model sao10k/l3-8b-lunaris
is =sao10k/l3-8b-lunaris
limits 8192 8192
price input_mtok=0.05 output_mtok=0.05
model sao10k/l31-70b-euryale-v2.2
is =sao10k/l31-70b-euryale-v2.2
limits 8192 8192
price input_mtok=1.48 output_mtok=1.48
model sophosympatheia/midnight-rose-70b
is =sophosympatheia/midnight-rose-70b
price input_mtok=0.8 output_mtok=0.8
model stepfun/step-3.7-flash
is =stepfun/step-3.7-flash
limits 262144 256000
price cache_read_mtok=0.04 input_mtok=0.2 output_mtok=1.15
model stepfun/step-5-preview
is =stepfun/step-5-preview
limits 1000000 0
price cache_read_mtok=0.1 input_mtok=1 output_mtok=2.7
model teknium/openhermes-2.5-mistral-7b
is =teknium/openhermes-2.5-mistral-7b
limits 4096 0
price input_mtok=0.17 output_mtok=0.17
model tencent/hy3
is =tencent/hy3
limits 262144 262144
price cache_read_mtok=0.035 input_mtok=0.14 output_mtok=0.58
model tencent/hy4
is =tencent/hy4
limits 1000000 0
price cache_read_mtok=0.021 input_mtok=0.417 output_mtok=1.2505
model tencent/hy4-preview
is =tencent/hy4-preview
limits 1000000 0
price cache_read_mtok=0.042 input_mtok=0.834 output_mtok=2.501
model xiaomimimo/mimo-v2.5
is =xiaomimimo/mimo-v2.5
limits 1048576 131072
price cache_read_mtok=0.0034 input_mtok=0.168 output_mtok=0.336
model xiaomimimo/mimo-v2.5-pro
is =xiaomimimo/mimo-v2.5-pro
limits 1048576 131072
price cache_read_mtok=0.0043 input_mtok=0.522 output_mtok=1.044
model xiaomimimo/mimo-v2.6-flash
is =xiaomimimo/mimo-v2.6-flash
limits 1048576 0
price cache_read_mtok=0.0028 input_mtok=0.14 output_mtok=0.28
model xiaomimimo/mimo-v2.6-pro
is =xiaomimimo/mimo-v2.6-pro
limits 1048576 0
price cache_read_mtok=0.0036 input_mtok=0.435 output_mtok=0.87
model zai-org/autoglm-phone-9b-multilingual
is =zai-org/autoglm-phone-9b-multilingual
limits 65536 65536
price input_mtok=0.035 output_mtok=0.138
model zai-org/glm-4.5-air
is =zai-org/glm-4.5-air
limits 131072 98304
price cache_read_mtok=0.025 input_mtok=0.13 output_mtok=0.85
model zai-org/glm-4.5v
is =zai-org/glm-4.5v
limits 65536 16384
price cache_read_mtok=0.11 input_mtok=0.6 output_mtok=1.8
model zai-org/glm-4.6
is =zai-org/glm-4.6
limits 204800 131072
price cache_read_mtok=0.11 input_mtok=0.55 output_mtok=2.2
model zai-org/glm-4.6v
is =zai-org/glm-4.6v
limits 131072 32768
price cache_read_mtok=0.055 input_mtok=0.3 output_mtok=0.9
model zai-org/glm-4.7
is =zai-org/glm-4.7 =zai-org/glm-4.7-h
limits 204800 131072
price cache_read_mtok=0.11 input_mtok=0.6 output_mtok=2.2
model zai-org/glm-4.7-flash
is =zai-org/glm-4.7-flash
limits 200000 128000
price cache_read_mtok=0.01 input_mtok=0.07 output_mtok=0.4
model zai-org/glm-5
is =zai-org/glm-5
limits 202800 131072
price cache_read_mtok=0.2 input_mtok=1 output_mtok=3.2
model zai-org/glm-5.1
is =zai-org/glm-5.1
limits 204800 131072
price cache_read_mtok=0.26 input_mtok=1.38 output_mtok=4.4
model zai-org/glm-5.2
is =zai-org/glm-5.2
limits 1048576 131072
price cache_read_mtok=0.26 input_mtok=1.4 output_mtok=4.4
model zai-org/glm-5.3
is =zai-org/glm-5.3 =zai-org/glm-5.3-p
limits 1048576 131072
price cache_read_mtok=0.26 input_mtok=1.4 output_mtok=4.4
model zai-org/glm-5.3-flash
is =zai-org/glm-5.3-flash
limits 1048576 0
price cache_read_mtok=0.03 input_mtok=0.15 output_mtok=0.5
model zai-org/glm-5.3-flashX
is =zai-org/glm-5.3-flashx
limits 1048576 0
price cache_read_mtok=0.075 input_mtok=0.37 output_mtok=1.25
provider openai
also *openai
model ada
is =ada =text-ada-001
price input_mtok=0.4 output_mtok=0.4
model babbage
is =babbage
price input_mtok=0.5 output_mtok=0.5
model babbage-002
is =babbage-002
price input_mtok=0.4 output_mtok=0.4
model chatgpt-4o-latest
is =chatgpt-4o-latest
limits 128000 0
price input_mtok=5 output_mtok=15
model chatgpt-image-latest
is =chatgpt-image-latest
price cache_read_mtok=1.25 input_image_mtok=8 input_mtok=5 output_image_mtok=32 output_mtok=10
model codex-mini
is =codex-mini =codex-mini-latest
limits 200000 0
price cache_read_mtok=0.375 input_mtok=1.5 output_mtok=6
model computer-use
is ^computer-use
limits 8192 1024
price input_mtok=3 output_mtok=12
model curie
is =curie =text-curie-001
price input_mtok=2 output_mtok=2
model davinci
is =davinci =text-davinci-001
price input_mtok=20 output_mtok=20
model davinci-002
is =davinci-002
price input_mtok=2 output_mtok=2
model ft:gpt-3.5-turbo-
is ^ft:gpt-3.5-turbo
limits 16385 4096
price input_mtok=3 output_mtok=6
tier batch from=2026-10-14 input_mtok=1.5 output_mtok=3
model ft:gpt-4o
is ^ft:gpt-4o-2024-
limits 128000 16384
price input_mtok=3.75 output_mtok=15
model ft:gpt-4o-mini
is ^ft:gpt-4o-mini-2024-
limits 128000 16384
price input_mtok=0.3 output_mtok=1.2
tier batch from=2026-10-14 input_mtok=0.15 output_mtok=0.6
model gpt-3.5-0301
is =gpt-3.5-turbo-0301 =gpt-3.5-0301
price input_mtok=1.5 output_mtok=2
model gpt-3.5-turbo
is =gpt-3.5-turbo =gpt-35-turbo =gpt-3.5-turbo-0125
limits 16385 4096
price input_mtok=0.5 output_mtok=1.5
tier batch from=2026-10-14 input_mtok=0.25 output_mtok=0.75
model gpt-3.5-turbo-0613
is =gpt-3.5-turbo-0613
limits 16385 0
price input_mtok=1.5 output_mtok=2
model gpt-3.5-turbo-1106
is =gpt-3.5-turbo-1106
limits 16385 4096
price input_mtok=1 output_mtok=2
tier batch from=2026-10-14
model gpt-3.5-turbo-16k
is =gpt-3.5-turbo-16k =gpt-3.5-turbo-16k-0613 =gpt-35-turbo-16k-0613 =gpt-35-turbo-16k
limits 16385 4096
price input_mtok=3 output_mtok=4
model gpt-3.5-turbo-instruct
is ^gpt-3.5-turbo-instruct =gpt-3.5-turbo-instruct-0914
limits 16385 0
price input_mtok=1.5 output_mtok=2
model gpt-4
is =gpt-4 =gpt-4-0314 =gpt-4-0613 ^ft:gpt-4-0
limits 8192 4096
price input_mtok=30 output_mtok=60
tier batch from=2026-10-14 input_mtok=15 output_mtok=30
model gpt-4-32k
is =gpt-4-32k =gpt-4-32k-0314 =gpt-4-32k-0613
limits 32000 0
price input_mtok=60 output_mtok=120
model gpt-4-turbo
is =gpt-4-turbo =gpt-4-turbo-2024-04-09 =gpt-4-turbo-0125-preview =gpt-4-0125-preview =gpt-4-1106-preview =gpt-4-turbo-preview
limits 128000 4096
price input_mtok=10 output_mtok=30
tier batch from=2026-10-14 input_mtok=5 output_mtok=15
model gpt-4-vision-preview
is =gpt-4-vision-preview =gpt-4-1106-vision-preview
limits 128000 0
price input_mtok=10 output_mtok=30
model gpt-4.1
is =gpt-4.1 =gpt-4.1-2025-04-14
limits 1000000 32768
price cache_read_mtok=0.5 input_mtok=2 output_mtok=8 storage_searches_kcount=2.5 web_searches_kcount=10
tier priority from=2026-10-12 cache_read_mtok=0.875 input_mtok=3.5 output_mtok=14
tier fast from=2026-10-12 cache_read_mtok=0.875 input_mtok=3.5 output_mtok=14
tier batch from=2026-10-14 input_mtok=1 output_mtok=4
model gpt-4.1-mini
is =gpt-4.1-mini =gpt-4.1-mini-2025-04-14
limits 1000000 32768
price cache_read_mtok=0.1 input_mtok=0.4 output_mtok=1.6 storage_searches_kcount=2.5 web_searches_kcount=10
tier priority from=2026-10-12 cache_read_mtok=0.175 input_mtok=0.7 output_mtok=2.8
tier fast from=2026-10-12 cache_read_mtok=0.175 input_mtok=0.7 output_mtok=2.8
tier batch from=2026-10-14 input_mtok=0.2 output_mtok=0.8
model gpt-4.1-nano
is =gpt-4.1-nano =gpt-4.1-nano-2025-04-14
limits 1000000 32768
price cache_read_mtok=0.025 input_mtok=0.1 output_mtok=0.4
tier priority from=2026-10-12 cache_read_mtok=0.05 input_mtok=0.2 output_mtok=0.8
tier fast from=2026-10-12 cache_read_mtok=0.05 input_mtok=0.2 output_mtok=0.8
tier batch from=2026-10-14 input_mtok=0.05 output_mtok=0.2
model gpt-4.5-preview
is ^gpt-4.5-preview
price cache_read_mtok=37.5 input_mtok=75 output_mtok=150
model gpt-4o
is =gpt-4o =gpt-4o-2024-08-06 =gpt-4o-2024-11-20
limits 128000 16384
price cache_read_mtok=1.25 input_mtok=2.5 output_mtok=10 storage_searches_kcount=2.5 web_searches_kcount=10
tier priority from=2026-10-12 cache_read_mtok=2.125 input_mtok=4.25 output_mtok=17
tier fast from=2026-10-12 cache_read_mtok=2.125 input_mtok=4.25 output_mtok=17
tier batch from=2026-10-14 input_mtok=1.25 output_mtok=5
model gpt-4o-2024-05-13
is =gpt-4o-2024-05-13
limits 128000 4096
price input_mtok=5 output_mtok=15 storage_searches_kcount=2.5 web_searches_kcount=10
tier priority from=2026-10-12 input_mtok=8.75 output_mtok=26.25
tier fast from=2026-10-12 input_mtok=8.75 output_mtok=26.25
tier batch from=2026-10-14 input_mtok=2.5 output_mtok=7.5
model gpt-4o-audio-preview
is ^gpt-4o-audio-preview
limits 128000 16384
price input_mtok=2.5 output_mtok=10
model gpt-4o-mini
is =gpt-4o-mini =gpt-4o-mini-2024-07-18 =gpt-4o-mini-search-preview =gpt-4o-mini-search-preview-2025-03-11
limits 128000 16384
price cache_read_mtok=0.075 input_mtok=0.15 output_mtok=0.6 storage_searches_kcount=2.5 web_searches_kcount=10
tier priority from=2026-10-12 cache_read_mtok=0.125 input_mtok=0.25 output_mtok=1
tier fast from=2026-10-12 cache_read_mtok=0.125 input_mtok=0.25 output_mtok=1
tier batch from=2026-10-14 input_mtok=0.075 output_mtok=0.3
model gpt-4o-mini-2024-07-18.ft-
is ^gpt-4o-mini-2024-07-18.ft-
price input_mtok=0.3 output_mtok=1.2
tier batch from=2026-10-14 input_mtok=0.15 output_mtok=0.6
model gpt-4o-mini-audio-preview
is ^gpt-4o-mini-audio
limits 128000 16384
price input_mtok=0.15 output_mtok=0.6
model gpt-4o-mini-realtime-preview
is ^gpt-4o-mini-realtime
limits 16000 0
price cache_read_mtok=0.3 input_audio_mtok=10 input_mtok=0.6 output_audio_mtok=20 output_mtok=2.4
model gpt-4o-mini-transcribe
is =gpt-4o-mini-transcribe
limits 16000 0
price input_audio_mtok=3 input_mtok=1.25 output_mtok=5
model gpt-4o-mini-tts
is =gpt-4o-mini-tts
price input_mtok=0.6 output_mtok=12
model gpt-4o-realtime-preview
is ^gpt-4o-realtime
limits 32000 0
price cache_read_mtok=2.5 input_audio_mtok=40 input_mtok=5 output_audio_mtok=80 output_mtok=20
model gpt-4o-search-preview
is =gpt-4o-search-preview =gpt-4o-search-preview-2025-03-11
limits 128000 16384
price input_mtok=2.5 output_mtok=10
model gpt-4o-transcribe
is =gpt-4o-transcribe =gpt-4o-transcribe-diarize
limits 16000 0
price input_audio_mtok=6 input_mtok=2.5 output_mtok=10
model gpt-4o:extended
is =gpt-4o:extended
price input_mtok=6 output_mtok=18
model gpt-5
is =gpt-5 =gpt-5-2025-08-07 =gpt-5-chat =gpt-5-chat-latest =gpt-5-codex
limits 400000 128000
price cache_read_mtok=0.125 input_mtok=1.25 output_mtok=10 storage_searches_kcount=2.5 web_searches_kcount=10
tier flex from=2026-10-12 cache_read_mtok=0.0625 input_mtok=0.625 output_mtok=5
tier priority from=2026-10-12 cache_read_mtok=0.25 input_mtok=2.5 output_mtok=20
tier fast from=2026-10-12 cache_read_mtok=0.25 input_mtok=2.5 output_mtok=20
tier batch from=2026-10-14 cache_read_mtok=0.0625 input_mtok=0.625 output_mtok=5
model gpt-5-image
is =gpt-5-image
price cache_read_mtok=1.25 input_mtok=10 output_mtok=10
model gpt-5-image-mini
is =gpt-5-image-mini
price cache_read_mtok=0.25 input_mtok=2.5 output_mtok=2
model gpt-5-mini
is =gpt-5-mini =gpt-5-mini-2025-08-07
limits 400000 128000
price cache_read_mtok=0.025 input_mtok=0.25 output_mtok=2 storage_searches_kcount=2.5 web_searches_kcount=10
tier flex from=2026-10-12 cache_read_mtok=0.0125 input_mtok=0.125 output_mtok=1
tier priority from=2026-10-12 cache_read_mtok=0.045 input_mtok=0.45 output_mtok=3.6
tier fast from=2026-10-12 cache_read_mtok=0.045 input_mtok=0.45 output_mtok=3.6
tier batch from=2026-10-14 cache_read_mtok=0.0125 input_mtok=0.125 output_mtok=1
model gpt-5-nano
is =gpt-5-nano ^gpt-5-nano-
limits 400000 128000
price cache_read_mtok=0.005 input_mtok=0.05 output_mtok=0.4 storage_searches_kcount=2.5 web_searches_kcount=10
tier flex from=2026-10-12 cache_read_mtok=0.0025 input_mtok=0.025 output_mtok=0.2
tier batch from=2026-10-14 cache_read_mtok=0.0025 input_mtok=0.025 output_mtok=0.2
model gpt-5-pro
is =gpt-5-pro =gpt-5-pro-2025-10-06
limits 400000 272000
price input_mtok=15 output_mtok=120 storage_searches_kcount=2.5 web_searches_kcount=10
tier batch from=2026-10-14 input_mtok=7.5 output_mtok=60
model gpt-5-search-api
is =gpt-5-search-api
limits 272000 128000
price cache_read_mtok=0.125 input_mtok=1.25 output_mtok=10
model gpt-5.1
is =gpt-5.1 =gpt-5.1-2025-11-13 =gpt-5.1-codex =gpt-5.1-codex-max =gpt-5.1-chat =gpt-5.1-chat-latest =gpt-5-1 =gpt-5-1-2025-11-13 =gpt-5-1-codex =gpt-5-1-codex-max =gpt-5-1-chat =gpt-5-1-chat-latest
limits 400000 128000
price cache_read_mtok=0.125 input_mtok=1.25 output_mtok=10 storage_searches_kcount=2.5 web_searches_kcount=10
tier flex from=2026-10-12 cache_read_mtok=0.0625 input_mtok=0.625 output_mtok=5
tier priority from=2026-10-12 cache_read_mtok=0.25 input_mtok=2.5 output_mtok=20
tier fast from=2026-10-12 cache_read_mtok=0.25 input_mtok=2.5 output_mtok=20
tier batch from=2026-10-14 cache_read_mtok=0.0625 input_mtok=0.625 output_mtok=5
model gpt-5.1-codex-mini
is =gpt-5.1-codex-mini =gpt-5.1-mini =gpt-5-1-codex-mini =gpt-5-1-mini
limits 400000 128000
price cache_read_mtok=0.025 input_mtok=0.25 output_mtok=2
model gpt-5.2
is =gpt-5.2 =gpt-5.2-2025-12-11 =gpt-5-2 =gpt-5-2-2025-12-11 =gpt-5.2-chat =gpt-5.2-chat-latest =gpt-5-2-chat =gpt-5-2-chat-latest =gpt-5.2-codex =gpt-5-2-codex
limits 400000 128000
price cache_read_mtok=0.175 input_mtok=1.75 output_mtok=14 storage_searches_kcount=2.5 web_searches_kcount=10
tier flex from=2026-10-12 cache_read_mtok=0.0875 input_mtok=0.875 output_mtok=7
tier priority from=2026-10-12 cache_read_mtok=0.35 input_mtok=3.5 output_mtok=28
tier fast from=2026-10-12 cache_read_mtok=0.35 input_mtok=3.5 output_mtok=28
tier batch from=2026-10-14 cache_read_mtok=0.0875 input_mtok=0.875 output_mtok=7
model gpt-5.2-pro
is =gpt-5.2-pro =gpt-5.2-pro-2025-12-11 =gpt-5-2-pro-2025-12-11
limits 400000 128000
price input_mtok=21 output_mtok=168 storage_searches_kcount=2.5 web_searches_kcount=10
tier batch from=2026-10-14 input_mtok=10.5 output_mtok=84
model gpt-5.3
is =gpt-5.3 =gpt-5-3 =gpt-5.3-chat =gpt-5.3-chat-latest =gpt-5-3-chat =gpt-5-3-chat-latest
limits 128000 16384
price cache_read_mtok=0.175 input_mtok=1.75 output_mtok=14
model gpt-5.3-codex
is =gpt-5.3-codex =gpt-5-3-codex
limits 400000 128000
price cache_read_mtok=0.175 input_mtok=1.75 output_mtok=14
tier priority from=2026-10-12 cache_read_mtok=0.35 input_mtok=3.5 output_mtok=28
tier fast from=2026-10-12 cache_read_mtok=0.35 input_mtok=3.5 output_mtok=28
model gpt-5.4
is =gpt-5.4 =gpt-5.4-2026-03-05 =gpt-5-4 =gpt-5-4-2026-03-05
limits 1050000 128000
price cache_read_mtok=0.25/272000:0.5 input_mtok=2.5/272000:5 output_mtok=15/272000:22.5 storage_searches_kcount=2.5 web_searches_kcount=10
tier flex from=2026-10-12 cache_read_mtok=0.13/272000:0.25 input_mtok=1.25/272000:2.5 output_mtok=7.5/272000:11.25
tier priority from=2026-10-12 cache_read_mtok=0.5 input_mtok=5 output_mtok=30
tier fast from=2026-10-12 cache_read_mtok=0.5 input_mtok=5 output_mtok=30
tier batch from=2026-10-14 cache_read_mtok=0.13/272000:0.25 input_mtok=1.25/272000:2.5 output_mtok=7.5/272000:11.25
model gpt-5.4-image-2
is =gpt-5.4-image-2
price cache_read_mtok=2 input_mtok=8 output_mtok=15
model gpt-5.4-mini
is =gpt-5.4-mini =gpt-5.4-mini-2026-03-17 =gpt-5-4-mini =gpt-5-4-mini-2026-03-17
limits 400000 128000
price cache_read_mtok=0.075 input_mtok=0.75 output_mtok=4.5 storage_searches_kcount=2.5 web_searches_kcount=10
tier flex from=2026-10-12 cache_read_mtok=0.0375 input_mtok=0.375 output_mtok=2.25
tier priority from=2026-10-12 cache_read_mtok=0.15 input_mtok=1.5 output_mtok=9
tier fast from=2026-10-12 cache_read_mtok=0.15 input_mtok=1.5 output_mtok=9
tier batch from=2026-10-14 cache_read_mtok=0.0375 input_mtok=0.375 output_mtok=2.25
model gpt-5.4-nano
is =gpt-5.4-nano =gpt-5.4-nano-2026-03-17 =gpt-5-4-nano =gpt-5-4-nano-2026-03-17
limits 400000 128000
price cache_read_mtok=0.02 input_mtok=0.2 output_mtok=1.25 storage_searches_kcount=2.5 web_searches_kcount=10
tier flex from=2026-10-12 cache_read_mtok=0.01 input_mtok=0.1 output_mtok=0.625
tier batch from=2026-10-14 cache_read_mtok=0.01 input_mtok=0.1 output_mtok=0.625
model gpt-5.4-pro
is =gpt-5.4-pro =gpt-5.4-pro-2026-03-05 =gpt-5-4-pro =gpt-5-4-pro-2026-03-05
limits 1050000 128000
price input_mtok=30/272000:60 output_mtok=180/272000:270 storage_searches_kcount=2.5 web_searches_kcount=10
tier flex from=2026-10-12 input_mtok=15/272000:30 output_mtok=90/272000:135
tier batch from=2026-10-14 input_mtok=15/272000:30 output_mtok=90/272000:135
model gpt-5.5
is =gpt-5.5 =gpt-5.5-2026-04-23 =gpt-5.5-2026-04-24 =gpt-5-5 =gpt-5-5-2026-04-23 =gpt-5-5-2026-04-24 =gpt-5.5-chat =gpt-5.5-chat-latest =gpt-5-5-chat =gpt-5-5-chat-latest =gpt-5.5-codex =gpt-5-5-codex
limits 1000000 128000
price cache_read_mtok=0.5/272000:1 input_mtok=5/272000:10 output_mtok=30/272000:45 storage_searches_kcount=2.5 web_searches_kcount=10
tier flex from=2026-10-12 cache_read_mtok=0.25/272000:0.5 input_mtok=2.5/272000:5 output_mtok=15/272000:22.5
tier priority from=2026-10-12 cache_read_mtok=1.25 input_mtok=12.5 output_mtok=75
tier fast from=2026-10-12 cache_read_mtok=1.25 input_mtok=12.5 output_mtok=75
tier batch from=2026-10-14 cache_read_mtok=0.25/272000:0.5 input_mtok=2.5/272000:5 output_mtok=15/272000:22.5
model gpt-5.5-cyber
is =gpt-5.5-cyber
price input_mtok=12.5 output_mtok=75
price from=2026-10-19 cache_read_mtok=1.25 input_mtok=12.5 output_mtok=75
model gpt-5.5-pro
is =gpt-5.5-pro =gpt-5.5-pro-2026-04-23 =gpt-5-5-pro =gpt-5-5-pro-2026-04-23
limits 1000000 128000
price input_mtok=30/272000:60 output_mtok=180/272000:270 storage_searches_kcount=2.5 web_searches_kcount=10
tier flex from=2026-10-12 input_mtok=15 output_mtok=90
tier batch from=2026-10-14 input_mtok=15 output_mtok=90
model gpt-5.6-cyber
is =gpt-5.6-cyber
limits 400000 128000
price cache_read_mtok=1.25 cache_write_mtok=15.625 input_mtok=12.5 output_mtok=75
model gpt-5.6-luna
is =gpt-5.6-luna =gpt-5-6-luna ~gpt-5.6-luna-####-##-## ~gpt-5-6-luna-####-##-##
limits 1050000 128000
price cache_read_mtok=0.1/272000:0.2 cache_write_mtok=1.25/272000:2.5 input_mtok=1/272000:2 output_mtok=6/272000:9 storage_searches_kcount=2.5 web_searches_kcount=10
price from=2026-07-30 cache_read_mtok=0.02/272000:0.04 cache_write_mtok=0.25/272000:0.5 input_mtok=0.2/272000:0.4 output_mtok=1.2/272000:1.8 storage_searches_kcount=2.5 web_searches_kcount=10
tier flex from=2026-10-12 cache_read_mtok=0.01/272000:0.02 cache_write_mtok=0.125/272000:0.25 input_mtok=0.1/272000:0.2 output_mtok=0.6/272000:0.9
tier priority from=2026-10-12 cache_read_mtok=0.04/272000:0.08 cache_write_mtok=0.5/272000:1 input_mtok=0.4/272000:0.8 output_mtok=2.4/272000:3.6
tier fast from=2026-10-12 cache_read_mtok=0.04/272000:0.08 cache_write_mtok=0.5/272000:1 input_mtok=0.4/272000:0.8 output_mtok=2.4/272000:3.6
tier batch from=2026-10-14 cache_read_mtok=0.01/272000:0.02 cache_write_mtok=0.125/272000:0.25 input_mtok=0.1/272000:0.2 output_mtok=0.6/272000:0.9
model gpt-5.6-sol
is =gpt-5.6-sol =gpt-5-6-sol =gpt-5.6 =gpt-5-6 ~gpt-5.6-sol-####-##-## ~gpt-5-6-sol-####-##-##
limits 1050000 128000
price cache_read_mtok=0.5/272000:1 cache_write_mtok=6.25/272000:12.5 input_mtok=5/272000:10 output_mtok=30/272000:45 storage_searches_kcount=2.5 web_searches_kcount=10
price from=2026-08-21 cache_read_mtok=0.4/272000:0.8 cache_write_mtok=5/272000:10 input_mtok=4/272000:8 output_mtok=20/272000:30 storage_searches_kcount=2.5 web_searches_kcount=10
tier flex from=2026-10-12 cache_read_mtok=0.2/272000:0.4 cache_write_mtok=2.5/272000:5 input_mtok=2/272000:4 output_mtok=10/272000:15
tier priority from=2026-10-12 cache_read_mtok=0.8/272000:1.6 cache_write_mtok=10/272000:20 input_mtok=8/272000:16 output_mtok=40/272000:60
tier fast from=2026-10-12 cache_read_mtok=0.8/272000:1.6 cache_write_mtok=10/272000:20 input_mtok=8/272000:16 output_mtok=40/272000:60
tier batch from=2026-10-14 cache_read_mtok=0.2/272000:0.4 cache_write_mtok=2.5/272000:5 input_mtok=2/272000:4 output_mtok=10/272000:15
model gpt-5.6-terra
is =gpt-5.6-terra =gpt-5-6-terra ~gpt-5.6-terra-####-##-## ~gpt-5-6-terra-####-##-##
limits 1050000 128000
price cache_read_mtok=0.25/272000:0.5 cache_write_mtok=3.125/272000:6.25 input_mtok=2.5/272000:5 output_mtok=15/272000:22.5 storage_searches_kcount=2.5 web_searches_kcount=10
price from=2026-07-30 cache_read_mtok=0.2/272000:0.4 cache_write_mtok=2.5/272000:5 input_mtok=2/272000:4 output_mtok=12/272000:18 storage_searches_kcount=2.5 web_searches_kcount=10
tier flex from=2026-10-12 cache_read_mtok=0.1/272000:0.2 cache_write_mtok=1.25/272000:2.5 input_mtok=1/272000:2 output_mtok=6/272000:9
tier priority from=2026-10-12 cache_read_mtok=0.4/272000:0.8 cache_write_mtok=5/272000:10 input_mtok=4/272000:8 output_mtok=24/272000:36
tier fast from=2026-10-12 cache_read_mtok=0.4/272000:0.8 cache_write_mtok=5/272000:10 input_mtok=4/272000:8 output_mtok=24/272000:36
tier batch from=2026-10-14 cache_read_mtok=0.1/272000:0.2 cache_write_mtok=1.25/272000:2.5 input_mtok=1/272000:2 output_mtok=6/272000:9
model gpt-6-astra
is =gpt-6-astra ~gpt-6-astra-####-##-##
limits 1050000 128000
price cache_read_mtok=1/272000:2 cache_write_mtok=12.5/272000:25 input_mtok=10/272000:20 output_mtok=50/272000:75 storage_searches_kcount=2.5 web_searches_kcount=10
tier flex from=2026-10-12 cache_read_mtok=0.5/272000:1 cache_write_mtok=6.25/272000:12.5 input_mtok=5/272000:10 output_mtok=25/272000:37.5
tier priority from=2026-10-12 cache_read_mtok=2/272000:4 cache_write_mtok=25/272000:50 input_mtok=20/272000:40 output_mtok=100/272000:150
tier fast from=2026-10-12 cache_read_mtok=2/272000:4 cache_write_mtok=25/272000:50 input_mtok=20/272000:40 output_mtok=100/272000:150
tier batch from=2026-10-14 cache_read_mtok=0.5/272000:1 cache_write_mtok=6.25/272000:12.5 input_mtok=5/272000:10 output_mtok=25/272000:37.5
model gpt-6-cyber
is =gpt-6-cyber
price cache_read_mtok=2 cache_write_mtok=25 input_mtok=20 output_mtok=100
model gpt-6-luna
is =gpt-6-luna ~gpt-6-luna-####-##-##
limits 1050000 128000
price cache_read_mtok=0.01/272000:0.02 cache_write_mtok=0.125/272000:0.25 input_mtok=0.1/272000:0.2 output_mtok=0.5/272000:0.75 storage_searches_kcount=2.5 web_searches_kcount=10
tier flex from=2026-10-12 cache_read_mtok=0.005/272000:0.01 cache_write_mtok=0.0625/272000:0.125 input_mtok=0.05/272000:0.1 output_mtok=0.25/272000:0.375
tier priority from=2026-10-12 cache_read_mtok=0.02/272000:0.04 cache_write_mtok=0.25/272000:0.5 input_mtok=0.2/272000:0.4 output_mtok=1/272000:1.5
tier fast from=2026-10-12 cache_read_mtok=0.02/272000:0.04 cache_write_mtok=0.25/272000:0.5 input_mtok=0.2/272000:0.4 output_mtok=1/272000:1.5
tier batch from=2026-10-14 cache_read_mtok=0.005/272000:0.01 cache_write_mtok=0.0625/272000:0.125 input_mtok=0.05/272000:0.1 output_mtok=0.25/272000:0.375
model gpt-6-rosalind
is =gpt-6-rosalind
limits 922000 128000
price cache_read_mtok=1.5/272000:3 cache_write_mtok=18.75/272000:37.5 input_mtok=15/272000:30 output_mtok=75/272000:112.5
model gpt-6-sol
is =gpt-6-sol ~gpt-6-sol-####-##-##
limits 1050000 128000
price cache_read_mtok=0.2/272000:0.4 cache_write_mtok=2.5/272000:5 input_mtok=2/272000:4 output_mtok=10/272000:15 storage_searches_kcount=2.5 web_searches_kcount=10
tier flex from=2026-10-12 cache_read_mtok=0.1/272000:0.2 cache_write_mtok=1.25/272000:2.5 input_mtok=1/272000:2 output_mtok=5/272000:7.5
tier priority from=2026-10-12 cache_read_mtok=0.4/272000:0.8 cache_write_mtok=5/272000:10 input_mtok=4/272000:8 output_mtok=20/272000:30
tier fast from=2026-10-12 cache_read_mtok=0.4/272000:0.8 cache_write_mtok=5/272000:10 input_mtok=4/272000:8 output_mtok=20/272000:30
tier batch from=2026-10-14 cache_read_mtok=0.1/272000:0.2 cache_write_mtok=1.25/272000:2.5 input_mtok=1/272000:2 output_mtok=5/272000:7.5
model gpt-6.1-sol
is =gpt-6.1-sol ~gpt-6.1-sol-####-##-##
limits 1050000 128000
price cache_read_mtok=0.1/272000:0.2 cache_write_mtok=2.5/272000:5 input_mtok=2/272000:4 output_mtok=10/272000:15 storage_searches_kcount=2.5 web_searches_kcount=10
tier flex from=2026-10-12 cache_read_mtok=0.05/272000:0.1 cache_write_mtok=1.25/272000:2.5 input_mtok=1/272000:2 output_mtok=5/272000:7.5
tier priority from=2026-10-12 cache_read_mtok=0.2/272000:0.4 cache_write_mtok=5/272000:10 input_mtok=4/272000:8 output_mtok=20/272000:30
tier fast from=2026-10-12 cache_read_mtok=0.2/272000:0.4 cache_write_mtok=5/272000:10 input_mtok=4/272000:8 output_mtok=20/272000:30
tier batch from=2026-10-14 cache_read_mtok=0.05/272000:0.1 cache_write_mtok=1.25/272000:2.5 input_mtok=1/272000:2 output_mtok=5/272000:7.5
model gpt-6.1-terra
is =gpt-6.1-terra ~gpt-6.1-terra-####-##-##
limits 1050000 128000
price cache_read_mtok=0.05/272000:0.1 cache_write_mtok=1.25/272000:2.5 input_mtok=1/272000:2 output_mtok=5/272000:7.5 storage_searches_kcount=2.5 web_searches_kcount=10
tier flex cache_read_mtok=0.025/272000:0.05 cache_write_mtok=0.625/272000:1.25 input_mtok=0.5/272000:1 output_mtok=2.5/272000:3.75
tier priority cache_read_mtok=0.1/272000:0.2 cache_write_mtok=2.5/272000:5 input_mtok=2/272000:4 output_mtok=10/272000:15
tier fast cache_read_mtok=0.1/272000:0.2 cache_write_mtok=2.5/272000:5 input_mtok=2/272000:4 output_mtok=10/272000:15
tier batch cache_read_mtok=0.025/272000:0.05 cache_write_mtok=0.625/272000:1.25 input_mtok=0.5/272000:1 output_mtok=2.5/272000:3.75
model gpt-audio
is =gpt-audio =gpt-audio-2025-08-28 =gpt-audio-1.5
limits 128000 16384
price input_audio_mtok=32 input_mtok=2.5 output_audio_mtok=64 output_mtok=10
model gpt-audio-mini
is =gpt-audio-mini =gpt-audio-mini-2025-10-06 =gpt-audio-mini-2025-12-15
limits 128000 16384
price input_audio_mtok=10 input_mtok=0.6 output_audio_mtok=20 output_mtok=2.4
model gpt-chat-latest
is =gpt-chat-latest =chat-latest
limits 400000 128000
price cache_read_mtok=0.5 input_mtok=5 output_mtok=30
model gpt-image-1
is =gpt-image-1
price cache_read_mtok=1.25 input_image_mtok=10 input_mtok=5 output_mtok=40
tier batch from=2026-10-14 cache_read_mtok=0.63 input_image_mtok=5 input_mtok=2.5 output_mtok=20
model gpt-image-1-mini
is =gpt-image-1-mini
price cache_read_mtok=0.2 input_image_mtok=2.5 input_mtok=2 output_mtok=8
tier batch from=2026-10-14 cache_read_mtok=0.1 input_image_mtok=1.25 input_mtok=1 output_mtok=4
model gpt-image-1.5
is =gpt-image-1.5 =gpt-image-1.5-2025-12-16
price cache_read_mtok=1.25 input_image_mtok=8 input_mtok=5 output_image_mtok=32 output_mtok=10
tier batch from=2026-10-14 cache_read_mtok=0.63 input_image_mtok=4 input_mtok=2.5 output_image_mtok=16 output_mtok=5
model gpt-image-2
is =gpt-image-2 =gpt-image-2-2026-04-21
price cache_read_mtok=1.25 input_image_mtok=8 input_mtok=5 output_mtok=30
tier batch from=2026-10-14 cache_read_mtok=0.625 input_image_mtok=4 input_mtok=2.5 output_mtok=15
model gpt-image-2.5-flare
is =gpt-image-2.5-flare =gpt-image-2.5-flare-2026-09-08
price cache_read_mtok=1.25 input_image_mtok=8 input_mtok=5 output_mtok=30
tier batch from=2026-10-14 cache_read_mtok=0.625 input_image_mtok=4 input_mtok=2.5 output_mtok=15
model gpt-image-2.5-sunburst
is =gpt-image-2.5-sunburst =gpt-image-2.5-sunburst-2026-09-08
price cache_read_mtok=1.25 input_image_mtok=8 input_mtok=5 output_mtok=30
tier batch from=2026-10-14 cache_read_mtok=0.625 input_image_mtok=4 input_mtok=2.5 output_mtok=15
model gpt-live-1
is =gpt-live-1
price audio_hours=3
model gpt-live-transcribe
is =gpt-live-transcribe
price audio_hours=1.02
model gpt-oss-120b
is =gpt-oss-120b
limits 131072 0
price input_mtok=0.039 output_mtok=0.18
model gpt-oss-20b
is =gpt-oss-20b
limits 131072 0
price input_mtok=0.029 output_mtok=0.14
model gpt-oss-safeguard-20b
is =gpt-oss-safeguard-20b
limits 131072 0
price cache_read_mtok=0.037 input_mtok=0.075 output_mtok=0.3
model gpt-realtime
is =gpt-realtime =gpt-realtime-2025-08-28 =gpt-realtime-1.5
limits 32000 0
price cache_read_mtok=0.4 input_audio_mtok=32 input_image_mtok=5 input_mtok=4 output_audio_mtok=64 output_mtok=16
model gpt-realtime-2
is =gpt-realtime-2 =gpt-realtime-2.1
limits 128000 0
price cache_read_mtok=0.4 input_audio_mtok=32 input_image_mtok=5 input_mtok=4 output_audio_mtok=64 output_mtok=24
model gpt-realtime-mini
is =gpt-realtime-mini =gpt-realtime-2.1-mini =gpt-realtime-mini-2025-12-15 =gpt-realtime-mini-2025-10-06
price cache_read_mtok=0.06 input_audio_mtok=10 input_image_mtok=0.8 input_mtok=0.6 output_audio_mtok=20 output_mtok=2.4
model gpt-realtime-translate
is =gpt-realtime-translate
price audio_hours=2.04
model gpt-realtime-whisper
is =gpt-realtime-whisper
price audio_hours=1.02
model gpt-rosalind-discovery
is =gpt-rosalind-discovery
price cache_read_mtok=0.5 input_mtok=5 output_mtok=25
model gpt-rosalind-research
is =gpt-rosalind-research
price cache_read_mtok=0.5 input_mtok=5 output_mtok=25
model gpt-transcribe
is =gpt-transcribe
price audio_hours=0.27 input_audio_hours=0.27
model moderation
is *moderation
price
model o1
is =o1 =o1-2024-12-17
limits 200000 100000
price cache_read_mtok=7.5 input_mtok=15 output_mtok=60
tier batch from=2026-10-14 input_mtok=7.5 output_mtok=30
model o1-mini
is =o1-mini =o1-mini-2024-09-12
limits 128000 0
price cache_read_mtok=0.55 input_mtok=1.1 output_mtok=4.4
model o1-preview
is =o1-preview =o1-preview-2024-09-12
limits 128000 0
price cache_read_mtok=7.5 input_mtok=15 output_mtok=60
model o1-pro
is =o1-pro =o1-pro-2025-03-19
limits 200000 100000
price input_mtok=150 output_mtok=600
tier batch from=2026-10-14 input_mtok=75 output_mtok=300
model o3
is =o3 =o3-2025-04-16
limits 200000 100000
price cache_read_mtok=0.5 input_mtok=10 output_mtok=40 storage_searches_kcount=2.5 web_searches_kcount=10
price from=2025-06-10 cache_read_mtok=0.5 input_mtok=2 output_mtok=8 storage_searches_kcount=2.5 web_searches_kcount=10
tier flex from=2026-10-12 cache_read_mtok=0.25 input_mtok=1 output_mtok=4
tier priority from=2026-10-12 cache_read_mtok=0.875 input_mtok=3.5 output_mtok=14
tier fast from=2026-10-12 cache_read_mtok=0.875 input_mtok=3.5 output_mtok=14
tier batch from=2026-10-14 input_mtok=1 output_mtok=4
model o3-deep-research
is =o3-deep-research =o3-deep-research-2025-06-26
limits 200000 100000
price cache_read_mtok=2.5 input_mtok=10 output_mtok=40 storage_searches_kcount=2.5 web_searches_kcount=10
model o3-mini
is =o3-mini =o3-mini-2025-01-31 =o3-mini-high
limits 200000 100000
price cache_read_mtok=0.55 input_mtok=1.1 output_mtok=4.4
tier batch from=2026-10-14 input_mtok=0.55 output_mtok=2.2
model o3-pro
is =o3-pro =o3-pro-2025-06-10
limits 200000 100000
price input_mtok=20 output_mtok=80
tier batch from=2026-10-14 input_mtok=10 output_mtok=40
model o4-mini
is =o4-mini-2025-04-16 =o4-mini-high =o4-mini
limits 200000 100000
price cache_read_mtok=0.275 input_mtok=1.1 output_mtok=4.4 storage_searches_kcount=2.5 web_searches_kcount=10
tier flex from=2026-10-12 cache_read_mtok=0.138 input_mtok=0.55 output_mtok=2.2
tier priority from=2026-10-12 cache_read_mtok=0.5 input_mtok=2 output_mtok=8
tier fast from=2026-10-12 cache_read_mtok=0.5 input_mtok=2 output_mtok=8
tier batch from=2026-10-14 input_mtok=0.55 output_mtok=2.2
model o4-mini-deep-research
is =o4-mini-deep-research =o4-mini-deep-research-2025-06-26
limits 200000 100000
price cache_read_mtok=0.5 input_mtok=2 output_mtok=8 storage_searches_kcount=2.5 web_searches_kcount=10
model text-davinci-002
is =text-davinci-002
price input_mtok=20 output_mtok=20
model text-davinci-003
is =text-davinci-003
price input_mtok=20 output_mtok=20
model text-embedding-3-large
is =text-embedding-3-large
limits 8192 0
price input_mtok=0.13
model text-embedding-3-small
is =text-embedding-3-small
limits 8192 0
price input_mtok=0.02
model text-embedding-ada-002
is =text-embedding-ada =text-embedding-ada-002 =text-embedding-ada-002-v2
limits 8192 0
price input_mtok=0.1
model tts-1
is =tts-1
price input_mchars=15
model tts-1-hd
is =tts-1-hd
price input_mchars=30
model whisper-1
is =whisper-1
price audio_hours=0.36 input_audio_hours=0.36
provider openai-decisions
model gpt-6-luna
is =gpt-6-luna
limits 1050000 0
price input_mtok=0.1/272000:0.2
provider openrouter
model 01-ai/yi-large
is =01-ai/yi-large
price input_mtok=3 output_mtok=3
model aetherwiing/mn-starcannon-12b
is =aetherwiing/mn-starcannon-12b
price input_mtok=0.8 output_mtok=1.2
model agentica-org/deepcoder-14b-preview:free
is =agentica-org/deepcoder-14b-preview:free
price
model ai21/jamba-1-5-large
is =ai21/jamba-1-5-large
price input_mtok=2 output_mtok=8
model ai21/jamba-1-5-mini
is =ai21/jamba-1-5-mini
price input_mtok=0.2 output_mtok=0.4
model ai21/jamba-1.6-large
is =ai21/jamba-1.6-large
price input_mtok=2 output_mtok=8
model ai21/jamba-1.6-mini
is =ai21/jamba-1.6-mini
price input_mtok=0.2 output_mtok=0.4
model ai21/jamba-instruct
is =ai21/jamba-instruct
price input_mtok=0.5 output_mtok=0.7
model ai21/jamba-large-1.7
is =ai21/jamba-large-1.7
price input_mtok=2 output_mtok=8
model aion-labs/aion-1.0
is =aion-labs/aion-1.0
price input_mtok=4 output_mtok=8
model aion-labs/aion-1.0-mini
is =aion-labs/aion-1.0-mini
price input_mtok=0.7 output_mtok=1.4
model aion-labs/aion-2.0
is =aion-labs/aion-2.0 =aion-labs/aion-2.0-20260223
limits 131072 0
price cache_read_mtok=0.2 input_mtok=0.8 output_mtok=1.6
model aion-labs/aion-3.0
is =aion-labs/aion-3.0 =aion-labs/aion-3.0-20260707
limits 131072 0
price cache_read_mtok=0.75 input_mtok=3 output_mtok=6
model aion-labs/aion-3.0-mini
is =aion-labs/aion-3.0-mini =aion-labs/aion-3.0-mini-20260707
limits 131072 0
price cache_read_mtok=0.18 input_mtok=0.7 output_mtok=1.4
model aion-labs/aion-3.5
is =aion-labs/aion-3.5 =aion-labs/aion-3.5-20260923
limits 262144 0
price cache_read_mtok=0.75 input_mtok=3 output_mtok=6
model aion-labs/aion-3.5-mini
is =aion-labs/aion-3.5-mini =aion-labs/aion-3.5-mini-20260923
limits 262144 0
price cache_read_mtok=0.18 input_mtok=0.7 output_mtok=1.4
model aion-labs/aion-rp-llama-3.1-8b
is =aion-labs/aion-rp-llama-3.1-8b
limits 32768 0
price input_mtok=0.2 output_mtok=0.2
price from=2026-10-19 input_mtok=0.8 output_mtok=1.6
model alfredpros/codellama-7b-instruct-solidity
is =alfredpros/codellama-7b-instruct-solidity
price input_mtok=0.8 output_mtok=1.2
model all-hands/openhands-lm-32b-v0.1
is =all-hands/openhands-lm-32b-v0.1
price input_mtok=2.6 output_mtok=3.4
model allenai/molmo-7b-d:free
is =allenai/molmo-7b-d:free
price
model allenai/olmo-3-32b-think
is =allenai/olmo-3-32b-think
limits 65536 0
price input_mtok=0.15 output_mtok=0.5
model alpindale/goliath-120b
is =alpindale/goliath-120b
price input_mtok=6.5625 output_mtok=9.375
model alpindale/magnum-72b
is =alpindale/magnum-72b
price input_mtok=1.5 output_mtok=2.25
model amazon/nova-2-lite-v1
is =amazon/nova-2-lite-v1
limits 1000000 0
price input_mtok=0.3 output_mtok=2.5
model amazon/nova-lite-v1
is =amazon/nova-lite-v1
limits 300000 0
price input_mtok=0.06 output_mtok=0.24
model amazon/nova-micro-v1
is =amazon/nova-micro-v1
limits 128000 0
price input_mtok=0.035 output_mtok=0.14
model amazon/nova-premier-v1
is =amazon/nova-premier-v1
limits 1000000 0
price cache_read_mtok=0.625 input_mtok=2.5 output_mtok=12.5
model amazon/nova-pro-v1
is =amazon/nova-pro-v1
limits 300000 0
price input_mtok=0.8 output_mtok=3.2
model anthracite-org/magnum-v2-72b
is =anthracite-org/magnum-v2-72b
price input_mtok=3 output_mtok=3
model anthracite-org/magnum-v4-72b
is =anthracite-org/magnum-v4-72b
limits 32768 0
price input_mtok=1.5 output_mtok=2.25
price from=2026-10-19 input_mtok=2.5 output_mtok=5
model anthropic/claude-2
is =anthropic/claude-2 =anthropic/claude-2.0 =anthropic/claude-2.0:beta =anthropic/claude-2.1 =anthropic/claude-2.1:beta =anthropic/claude-2:beta
price input_mtok=8 output_mtok=24
model anthropic/claude-3-haiku
is =anthropic/claude-3-haiku =anthropic/claude-3-haiku:beta
limits 200000 0
price input_mtok=0.25 output_mtok=1.25
model anthropic/claude-3-opus
is =anthropic/claude-3-opus =anthropic/claude-3-opus:beta
price input_mtok=15 output_mtok=75
model anthropic/claude-3-sonnet
is =anthropic/claude-3-sonnet =anthropic/claude-3-sonnet:beta
price input_mtok=3 output_mtok=15
model anthropic/claude-3.5-haiku
is =anthropic/claude-3.5-haiku =anthropic/claude-3.5-haiku-20241022 =anthropic/claude-3.5-haiku-20241022:beta =anthropic/claude-3.5-haiku:beta
price input_mtok=0.8 output_mtok=4
model anthropic/claude-3.5-sonnet
is =anthropic/claude-3.5-sonnet =anthropic/claude-3.5-sonnet-20240620 =anthropic/claude-3.5-sonnet-20240620:beta =anthropic/claude-3.5-sonnet:beta
price input_mtok=3 output_mtok=15
model anthropic/claude-3.7-sonnet
is =anthropic/claude-3.7-sonnet =anthropic/claude-3.7-sonnet:beta =anthropic/claude-3.7-sonnet:thinking
price input_mtok=3 output_mtok=15
model anthropic/claude-fable-5
is =anthropic/claude-fable-5 =anthropic/claude-fable-5:beta =anthropic/claude-5-fable-20260609
limits 1000000 0
price cache_read_mtok=1 cache_write_mtok=12.5 input_mtok=10 output_mtok=50
model anthropic/claude-fable-5.1
is =anthropic/claude-fable-5.1 =anthropic/claude-fable-5.1:beta =anthropic/claude-fable-5.1-20260831
limits 1000000 0
price cache_read_mtok=0.25 cache_write_mtok=12.5 input_mtok=10 output_mtok=50
model anthropic/claude-fable-5.1:batch
is =anthropic/claude-fable-5.1:batch
limits 1000000 0
price cache_read_mtok=0.125 cache_write_mtok=6.25 input_mtok=5 output_mtok=25
model anthropic/claude-fable-5:batch
is =anthropic/claude-fable-5:batch
limits 1000000 0
price cache_read_mtok=0.5 cache_write_mtok=6.25 input_mtok=5 output_mtok=25
model anthropic/claude-haiku-4.5
is =anthropic/claude-haiku-4.5 =anthropic/claude-4.5-haiku-20251001 =anthropic/claude-4.5-haiku-20251001:beta =anthropic/claude-haiku-4.5-20251001 =anthropic/claude-haiku-4.5-20251001:beta =anthropic/claude-haiku-4.5:beta
limits 200000 0
price cache_read_mtok=0.1 cache_write_mtok=1.25 input_mtok=1 output_mtok=5
model anthropic/claude-haiku-4.5:batch
is =anthropic/claude-haiku-4.5:batch
limits 200000 0
price cache_read_mtok=0.05 cache_write_mtok=0.625 input_mtok=0.5 output_mtok=2.5
model anthropic/claude-haiku-5.5
is =anthropic/claude-haiku-5.5 ~anthropic/claude-haiku-5.5-######## =anthropic/claude-haiku-5.5-20261007
limits 1000000 0
price cache_read_mtok=0.01/100000:0.05 cache_write_1h_mtok=0.2/100000:1 cache_write_mtok=0.125/100000:0.625 input_mtok=0.1/100000:0.5 output_mtok=0.5/100000:2.5 web_searches_kcount=10
model anthropic/claude-haiku-5.5:batch
is =anthropic/claude-haiku-5.5:batch
limits 1000000 0
price cache_read_mtok=0.005/100000:0.025 cache_write_1h_mtok=0.1/100000:0.5 cache_write_mtok=0.0625/100000:0.3125 input_mtok=0.05/100000:0.25 output_mtok=0.25/100000:1.25 web_searches_kcount=10
model anthropic/claude-opus-4
is =anthropic/claude-opus-4 =anthropic/claude-opus-4.1 =anthropic/claude-4.1-opus-20250805
limits 200000 0
price cache_read_mtok=1.5 cache_write_mtok=18.75 input_mtok=15 output_mtok=75
model anthropic/claude-opus-4.1:batch
is =anthropic/claude-opus-4.1:batch
limits 200000 0
price cache_read_mtok=0.75 cache_write_mtok=9.375 input_mtok=7.5 output_mtok=37.5
model anthropic/claude-opus-4.5
is =anthropic/claude-opus-4.5 =anthropic/claude-4.5-opus-20251124 =anthropic/claude-4.5-opus-20251124:beta =anthropic/claude-opus-4.5-20251124 =anthropic/claude-opus-4.5-20251124:beta =anthropic/claude-opus-4.5:beta
limits 200000 0
price cache_read_mtok=0.5 cache_write_mtok=6.25 input_mtok=5 output_mtok=25
model anthropic/claude-opus-4.5:batch
is =anthropic/claude-opus-4.5:batch
limits 200000 0
price cache_read_mtok=0.25 cache_write_mtok=3.125 input_mtok=2.5 output_mtok=12.5
model anthropic/claude-opus-4.6
is =anthropic/claude-opus-4.6 =anthropic/claude-4.6-opus-20260205 =anthropic/claude-4.6-opus-20260205:beta =anthropic/claude-opus-4.6-20260205 =anthropic/claude-opus-4.6-20260205:beta =anthropic/claude-opus-4.6:beta
limits 1000000 0
price cache_read_mtok=0.5 cache_write_mtok=6.25 input_mtok=5 output_mtok=25
model anthropic/claude-opus-4.6-fast
is =anthropic/claude-opus-4.6-fast
price cache_read_mtok=3 cache_write_mtok=37.5 input_mtok=30 output_mtok=150
model anthropic/claude-opus-4.6:batch
is =anthropic/claude-opus-4.6:batch
limits 1000000 0
price cache_read_mtok=0.25 cache_write_mtok=3.125 input_mtok=2.5 output_mtok=12.5
model anthropic/claude-opus-4.7
is =anthropic/claude-opus-4.7 =anthropic/claude-opus-4.7:beta =anthropic/claude-4.7-opus-20260416
limits 1000000 0
price cache_read_mtok=0.5 cache_write_mtok=6.25 input_mtok=5 output_mtok=25
model anthropic/claude-opus-4.7-fast
is =anthropic/claude-opus-4.7-fast
limits 1000000 0
price cache_read_mtok=3 cache_write_mtok=37.5 input_mtok=30 output_mtok=150
model anthropic/claude-opus-4.7:batch
is =anthropic/claude-opus-4.7:batch
limits 1000000 0
price cache_read_mtok=0.25 cache_write_mtok=3.125 input_mtok=2.5 output_mtok=12.5
model anthropic/claude-opus-4.8
is =anthropic/claude-opus-4.8 =anthropic/claude-opus-4.8:beta =anthropic/claude-4.8-opus-20260528
limits 1000000 0
price cache_read_mtok=0.5 cache_write_mtok=6.25 input_mtok=5 output_mtok=25
model anthropic/claude-opus-4.8-fast
is =anthropic/claude-opus-4.8-fast
limits 1000000 0
price cache_read_mtok=1 cache_write_mtok=12.5 input_mtok=10 output_mtok=50
model anthropic/claude-opus-4.8:batch
is =anthropic/claude-opus-4.8:batch
limits 1000000 0
price cache_read_mtok=0.25 cache_write_mtok=3.125 input_mtok=2.5 output_mtok=12.5
model anthropic/claude-opus-5
is =anthropic/claude-opus-5 =anthropic/claude-opus-5:beta =anthropic/claude-opus-5-20260723
limits 1000000 0
price cache_read_mtok=0.5 cache_write_mtok=6.25 input_mtok=5 output_mtok=25
model anthropic/claude-opus-5-fast
is =anthropic/claude-opus-5-fast
limits 1000000 0
price cache_read_mtok=1 cache_write_mtok=12.5 input_mtok=10 output_mtok=50
model anthropic/claude-opus-5.5
is =anthropic/claude-opus-5.5 =anthropic/claude-opus-5.5:beta =anthropic/claude-opus-5.5-20260921
limits 1000000 0
price cache_read_mtok=0.2 cache_write_mtok=5 input_mtok=4 output_mtok=20
model anthropic/claude-opus-5.5:batch
is =anthropic/claude-opus-5.5:batch
limits 1000000 0
price cache_read_mtok=0.1 cache_write_mtok=2.5 input_mtok=2 output_mtok=10
model anthropic/claude-opus-5:batch
is =anthropic/claude-opus-5:batch
limits 1000000 0
price cache_read_mtok=0.25 cache_write_mtok=3.125 input_mtok=2.5 output_mtok=12.5
model anthropic/claude-sonnet-4
is =anthropic/claude-sonnet-4
price cache_read_mtok=0.3 cache_write_mtok=3.75 input_mtok=3 output_mtok=15
model anthropic/claude-sonnet-4.5
is =anthropic/claude-sonnet-4.5 =anthropic/claude-4.5-sonnet-20250929 =anthropic/claude-4.5-sonnet-20250929:beta =anthropic/claude-sonnet-4.5-20250929 =anthropic/claude-sonnet-4.5-20250929:beta =anthropic/claude-sonnet-4.5:beta
limits 1000000 0
price cache_read_mtok=0.3/200000:0.6 cache_write_mtok=3.75/200000:7.5 input_mtok=3/200000:6 output_mtok=15/200000:22.5
model anthropic/claude-sonnet-4.5:batch
is =anthropic/claude-sonnet-4.5:batch
limits 1000000 0
price cache_read_mtok=0.15/200000:0.3 cache_write_mtok=1.875/200000:3.75 input_mtok=1.5/200000:3 output_mtok=7.5/200000:11.25
model anthropic/claude-sonnet-4.6
is =anthropic/claude-sonnet-4.6 =anthropic/claude-4.6-sonnet-20260217 =anthropic/claude-4.6-sonnet-20260217:beta =anthropic/claude-sonnet-4.6-20260217 =anthropic/claude-sonnet-4.6-20260217:beta =anthropic/claude-sonnet-4.6:beta
limits 1000000 0
price cache_read_mtok=0.3 cache_write_mtok=3.75 input_mtok=3 output_mtok=15
model anthropic/claude-sonnet-4.6:batch
is =anthropic/claude-sonnet-4.6:batch
limits 1000000 0
price cache_read_mtok=0.15 cache_write_mtok=1.875 input_mtok=1.5 output_mtok=7.5
model anthropic/claude-sonnet-5
is =anthropic/claude-sonnet-5 =anthropic/claude-sonnet-5:beta =anthropic/claude-sonnet-5-20260630
limits 1000000 0
price cache_read_mtok=0.2 cache_write_mtok=2.5 input_mtok=2 output_mtok=10
model anthropic/claude-sonnet-5.5
is =anthropic/claude-sonnet-5.5 =anthropic/claude-sonnet-5.5:beta =anthropic/claude-sonnet-5.5-20260928
limits 1000000 0
price cache_read_mtok=0.1 cache_write_mtok=2.5 input_mtok=2 output_mtok=10
model anthropic/claude-sonnet-5.5:batch
is =anthropic/claude-sonnet-5.5:batch
limits 1000000 0
price cache_read_mtok=0.05 cache_write_mtok=1.25 input_mtok=1 output_mtok=5
model anthropic/claude-sonnet-5:batch
is =anthropic/claude-sonnet-5:batch
limits 1000000 0
price cache_read_mtok=0.1 cache_write_mtok=1.25 input_mtok=1 output_mtok=5
model anubis-pro-105b-v1
is =anubis-pro-105b-v1
price input_mtok=0.8 output_mtok=1
model arcee-ai/coder-large
is =arcee-ai/coder-large
price input_mtok=0.5 output_mtok=0.8
model arcee-ai/trinity-large-thinking
is =arcee-ai/trinity-large-thinking
limits 262144 0
price cache_read_mtok=0.06 input_mtok=0.22 output_mtok=0.85
price from=2026-10-19 cache_read_mtok=0.06 input_mtok=0.25 output_mtok=0.8
model arcee-ai/trinity-mini
is =arcee-ai/trinity-mini
price input_mtok=0.045 output_mtok=0.15
model arcee-ai/virtuoso-large
is =arcee-ai/virtuoso-large
limits 131072 0
price input_mtok=0.75 output_mtok=1.2
model arcee-blitz
is =arcee-blitz
price input_mtok=0.45 output_mtok=0.75
model arliai/qwq-32b-arliai-rpr-v1:free
is =arliai/qwq-32b-arliai-rpr-v1:free
price
model baidu/ernie-4.5-vl-424b-a47b
is =baidu/ernie-4.5-vl-424b-a47b
limits 123000 0
price input_mtok=0.42 output_mtok=1.25
model bytedance-research/ui-tars-72b:free
is =bytedance-research/ui-tars-72b:free
price
model bytedance-seed/seed-1.6
is =bytedance-seed/seed-1.6 =bytedance-seed/seed-1.6-20250625
limits 262144 0
price input_mtok=0.25 output_mtok=2
price from=2026-10-19 input_mtok=0.25/128000:0.5 output_mtok=2/128000:4
model bytedance-seed/seed-1.6-flash
is =bytedance-seed/seed-1.6-flash =bytedance-seed/seed-1.6-flash-20250625
limits 262144 0
price input_mtok=0.075 output_mtok=0.3
price from=2026-10-19 input_mtok=0.075/128000:0.1 output_mtok=0.3/128000:0.8
model bytedance-seed/seed-2-1-turbo
is =bytedance-seed/seed-2-1-turbo =bytedance-seed/seed-2-1-turbo-20260810
limits 262144 0
price input_mtok=0.5 output_mtok=2.5
model bytedance-seed/seed-2.0-code
is =bytedance-seed/seed-2.0-code =bytedance-seed/seed-2.0-code-20260730
limits 262144 0
price input_mtok=0.5/128000:1 output_mtok=3/128000:6
model bytedance-seed/seed-2.0-lite
is =bytedance-seed/seed-2.0-lite =bytedance-seed/seed-2.0-lite-20260309
limits 262144 0
price input_mtok=0.25 output_mtok=2
price from=2026-10-19 input_mtok=0.25/128000:0.5 output_mtok=2/128000:4
model bytedance-seed/seed-2.0-mini
is =bytedance-seed/seed-2.0-mini =bytedance-seed/seed-2.0-mini-20260224
limits 262144 0
price input_mtok=0.1 output_mtok=0.4
price from=2026-10-19 input_mtok=0.1/128000:0.2 output_mtok=0.4/128000:0.8
model bytedance/ui-tars-1.5-7b
is =bytedance/ui-tars-1.5-7b
limits 128000 0
price input_mtok=0.1 output_mtok=0.2
model caller-large
is =caller-large
price input_mtok=0.55 output_mtok=0.85
model chatgpt-4o-latest
is =chatgpt-4o-latest
price input_mtok=5 output_mtok=15
model claude-2
is =claude-2 =claude-2.0 =claude-2.0:beta =claude-2.1 =claude-2.1:beta =claude-2:beta
price input_mtok=8 output_mtok=24
model claude-3-opus
is =claude-3-opus =claude-3-opus:beta
price cache_read_mtok=1.5 cache_write_mtok=18.75 input_mtok=15 output_mtok=75
model claude-3-sonnet
is =claude-3-sonnet =claude-3-sonnet:beta
price cache_read_mtok=0.3 cache_write_mtok=3.75 input_mtok=3 output_mtok=15
model claude-3.5-sonnet
is =claude-3.5-sonnet =claude-3.5-sonnet-20240620 =claude-3.5-sonnet-20240620:beta =claude-3.5-sonnet:beta
price cache_read_mtok=0.3 cache_write_mtok=3.75 input_mtok=3 output_mtok=15
model claude-3.7-sonnet
is =claude-3.7-sonnet =claude-3.7-sonnet:beta =claude-3.7-sonnet:thinking
price cache_read_mtok=0.3 cache_write_mtok=3.75 input_mtok=3 output_mtok=15
model cloudflare/clef
is =cloudflare/clef
limits 65536 0
price input_mtok=0.24
model cloudflare/clef-flash
is =cloudflare/clef-flash
limits 65536 0
price input_mtok=0.09
model codellama-7b-instruct-solidity
is =codellama-7b-instruct-solidity
price input_mtok=0.8 output_mtok=1.2
model codestral-2501
is =codestral-2501
price input_mtok=0.3 output_mtok=0.9
model codex-mini
is =codex-mini
price cache_read_mtok=0.375 input_mtok=1.5 output_mtok=6
model cognitivecomputations/dolphin-mistral-24b-venice-edition
is =cognitivecomputations/dolphin-mistral-24b-venice-edition =venice/uncensored
limits 128000 0
price input_mtok=0.2 output_mtok=0.9
model cognitivecomputations/dolphin-mistral-24b-venice-edition:free
is =cognitivecomputations/dolphin-mistral-24b-venice-edition:free
price
model cognitivecomputations/dolphin-mixtral-8x22b
is =cognitivecomputations/dolphin-mixtral-8x22b
price input_mtok=0.9 output_mtok=0.9
model cognitivecomputations/dolphin-mixtral-8x7b
is =cognitivecomputations/dolphin-mixtral-8x7b
price input_mtok=0.5 output_mtok=0.5
model cognitivecomputations/dolphin3.0-mistral-24b:free
is =cognitivecomputations/dolphin3.0-mistral-24b:free
price
model cognitivecomputations/dolphin3.0-r1-mistral-24b:free
is =cognitivecomputations/dolphin3.0-r1-mistral-24b:free
price
model cohere/command
is =cohere/command
price input_mtok=1 output_mtok=2
model cohere/command-a
is =cohere/command-a =cohere/command-a-03-2025
limits 256000 0
price input_mtok=2.5 output_mtok=10
model cohere/command-a-plus
is =cohere/command-a-plus =cohere/command-a-plus-05-2026
limits 192000 0
price cache_read_mtok=0.15 input_mtok=0.3 output_mtok=1.5
model cohere/command-r
is =cohere/command-r =cohere/command-r-03-2024
price input_mtok=0.5 output_mtok=1.5
model cohere/command-r-08-2024
is =cohere/command-r-08-2024
limits 128000 0
price input_mtok=0.15 output_mtok=0.6
model cohere/command-r-plus
is =cohere/command-r-plus =cohere/command-r-plus-04-2024
price input_mtok=3 output_mtok=15
model cohere/command-r-plus-08-2024
is =cohere/command-r-plus-08-2024
limits 128000 0
price input_mtok=2.5 output_mtok=10
model cohere/command-r7b-12-2024
is =cohere/command-r7b-12-2024
limits 128000 0
price input_mtok=0.0375 output_mtok=0.15
model cohere/north-mini-code:free
is =cohere/north-mini-code:free
limits 256000 0
price
model command
is =command
price input_mtok=1 output_mtok=2
model command-r
is =command-r =command-r-03-2024
price input_mtok=0.5 output_mtok=1.5
model command-r-plus
is =command-r-plus =command-r-plus-04-2024
price input_mtok=3 output_mtok=15
model deepcoder-14b-preview:free
is =deepcoder-14b-preview:free
price
model deepcogito/cogito-v2.1-671b
is =deepcogito/cogito-v2.1-671b
price input_mtok=1.25 output_mtok=1.25
model deephermes-3-llama-3-8b-preview:free
is =deephermes-3-llama-3-8b-preview:free
price
model deepseek-chat-v3-0324:free
is =deepseek-chat-v3-0324:free
price
model deepseek-chat:free
is =deepseek-chat:free
price
model deepseek-prover-v2
is =deepseek-prover-v2
price input_mtok=0.5 output_mtok=2.18
model deepseek-r1-0528-qwen3-8b
is =deepseek-r1-0528-qwen3-8b
price input_mtok=0.05 output_mtok=0.1
model deepseek-r1-0528-qwen3-8b:free
is =deepseek-r1-0528-qwen3-8b:free
price
model deepseek-r1-0528:free
is =deepseek-r1-0528:free
price
model deepseek-r1-distill-llama-70b:free
is =deepseek-r1-distill-llama-70b:free
price
model deepseek-r1-distill-llama-8b
is =deepseek-r1-distill-llama-8b
price input_mtok=0.04 output_mtok=0.04
model deepseek-r1-distill-qwen-1.5b
is =deepseek-r1-distill-qwen-1.5b
price input_mtok=0.18 output_mtok=0.18
model deepseek-r1-distill-qwen-14b
is =deepseek-r1-distill-qwen-14b
price input_mtok=0.15 output_mtok=0.15
model deepseek-r1-distill-qwen-14b:free
is =deepseek-r1-distill-qwen-14b:free
price
model deepseek-r1-distill-qwen-32b:free
is =deepseek-r1-distill-qwen-32b:free
price
model deepseek-r1-distill-qwen-7b
is =deepseek-r1-distill-qwen-7b
price input_mtok=0.1 output_mtok=0.2
model deepseek-r1:free
is =deepseek-r1:free
price
model deepseek-r1t-chimera:free
is =deepseek-r1t-chimera:free
price
model deepseek-v3-base:free
is =deepseek-v3-base:free
price
model deepseek/deepseek-chat
is =deepseek/deepseek-chat =deepseek/deepseek-chat-v3
price input_mtok=0.38 output_mtok=0.89
price from=2026-10-19 input_mtok=0.32 output_mtok=0.89
price from=2026-10-20 input_mtok=0.2574 output_mtok=1.0287
model deepseek/deepseek-chat-v3-0324
is =deepseek/deepseek-chat-v3-0324
limits 163840 0
price input_mtok=0.3 output_mtok=0.88
price from=2026-10-19 cache_read_mtok=0.11 input_mtok=0.29 output_mtok=1.14
price from=2026-11-03 cache_read_mtok=0.11 input_mtok=0.25 output_mtok=1
model deepseek/deepseek-chat-v3-0324:free
is =deepseek/deepseek-chat-v3-0324:free
price
model deepseek/deepseek-chat-v3.1
is =deepseek/deepseek-chat-v3.1
price cache_read_mtok=0.13 input_mtok=0.21 output_mtok=0.79
price from=2026-10-19 cache_read_mtok=0.13 input_mtok=0.25 output_mtok=0.95
price from=2026-11-03 input_mtok=0.55 output_mtok=1.65
price from=2026-11-09 input_mtok=0.27 output_mtok=1
model deepseek/deepseek-chat:free
is =deepseek/deepseek-chat:free
price
model deepseek/deepseek-r1
is =deepseek/deepseek-r1
limits 64000 0
price input_mtok=0.45 output_mtok=2.15
price from=2026-10-19 input_mtok=0.7 output_mtok=2.5
model deepseek/deepseek-r1-0528
is =deepseek/deepseek-r1-0528
price input_mtok=0.5 output_mtok=2.15
price from=2026-10-19 cache_read_mtok=0.35 input_mtok=0.5 output_mtok=2.15
model deepseek/deepseek-r1-distill-llama-70b
is =deepseek/deepseek-r1-distill-llama-70b
limits 8192 0
price input_mtok=0.1 output_mtok=0.4
model deepseek/deepseek-r1-distill-llama-70b:free
is =deepseek/deepseek-r1-distill-llama-70b:free
price
model deepseek/deepseek-r1-distill-llama-8b
is =deepseek/deepseek-r1-distill-llama-8b
price input_mtok=0.04 output_mtok=0.04
model deepseek/deepseek-r1-distill-qwen-1.5b
is =deepseek/deepseek-r1-distill-qwen-1.5b
price input_mtok=0.18 output_mtok=0.18
model deepseek/deepseek-r1-distill-qwen-14b
is =deepseek/deepseek-r1-distill-qwen-14b
price input_mtok=0.15 output_mtok=0.15
model deepseek/deepseek-r1-distill-qwen-14b:free
is =deepseek/deepseek-r1-distill-qwen-14b:free
price
model deepseek/deepseek-r1-distill-qwen-32b
is =deepseek/deepseek-r1-distill-qwen-32b
price input_mtok=0.12 output_mtok=0.18
model deepseek/deepseek-r1-distill-qwen-32b:free
is =deepseek/deepseek-r1-distill-qwen-32b:free
price
model deepseek/deepseek-r1-zero:free
is =deepseek/deepseek-r1-zero:free
price
model deepseek/deepseek-r1:free
is =deepseek/deepseek-r1:free
price
model deepseek/deepseek-v3-base:free
is =deepseek/deepseek-v3-base:free
price
model deepseek/deepseek-v3.1-terminus
is =deepseek/deepseek-v3.1-terminus
limits 163840 0
price input_mtok=0.23 output_mtok=0.9
price from=2026-10-19 input_mtok=0.27 output_mtok=1
model deepseek/deepseek-v3.2
is =deepseek/deepseek-v3.2 =deepseek/deepseek-v3.2-20251201
price input_mtok=0.2288 output_mtok=0.3432
price from=2026-10-19 cache_read_mtok=0.028 input_mtok=0.28 output_mtok=0.42
price from=2026-11-09 cache_read_mtok=0.13 input_mtok=0.26 output_mtok=0.38
model deepseek/deepseek-v3.2-exp
is =deepseek/deepseek-v3.2-exp
limits 163840 0
price input_mtok=0.27 output_mtok=0.41
model deepseek/deepseek-v4-flash
is =deepseek/deepseek-v4-flash =deepseek/deepseek-v4-flash-20260423
price cache_read_mtok=0.0197 input_mtok=0.0983 output_mtok=0.1966
price from=2026-10-19 cache_read_mtok=0.0182 input_mtok=0.091 output_mtok=0.182
price from=2026-11-03 cache_read_mtok=0.03 input_mtok=0.14 output_mtok=0.28
price from=2026-11-09 cache_read_mtok=0.021 input_mtok=0.105 output_mtok=0.21
model deepseek/deepseek-v4-flash-0731
is =deepseek/deepseek-v4-flash-0731 =deepseek/deepseek-v4-flash-20260731
limits 1048576 0
price cache_read_mtok=0.042 input_mtok=0.15 output_mtok=0.15
price from=2026-10-20 cache_read_mtok=0.014 input_mtok=0.44 output_mtok=1.32
price from=2026-11-03 cache_read_mtok=0.07 input_mtok=0.14 output_mtok=0.28
price from=2026-11-09 cache_read_mtok=0.05 input_mtok=0.14 output_mtok=0.28
model deepseek/deepseek-v4-flash-0731:batch
is =deepseek/deepseek-v4-flash-0731:batch
limits 1048576 0
price cache_read_mtok=0.012 input_mtok=0.048 output_mtok=0.144
model deepseek/deepseek-v4-flash-vision-exp
is =deepseek/deepseek-v4-flash-vision-exp =deepseek/deepseek-v4-flash-vision-exp-20260821
limits 1048576 0
price cache_read_mtok=0.00686 input_mtok=0.2156 output_mtok=0.6468
model deepseek/deepseek-v4-pro
is =deepseek/deepseek-v4-pro =deepseek/deepseek-v4-pro-20260423
price cache_read_mtok=0.003625 input_mtok=0.435 output_mtok=0.87
price from=2026-10-19 cache_read_mtok=0.035206 input_mtok=0.422472 output_mtok=0.844944
price from=2026-10-20 cache_read_mtok=0.079605 input_mtok=0.95526 output_mtok=1.91052
price from=2026-11-03 cache_read_mtok=0.118 input_mtok=1.416 output_mtok=2.832
model deepseek/deepseek-v4-pro-0813
is =deepseek/deepseek-v4-pro-0813 =deepseek/deepseek-v4-pro-20260813
limits 1048576 0
price cache_read_mtok=0.022 input_mtok=0.66 output_mtok=1.98
model deepseek/deepseek-v4.1-flash
is =deepseek/deepseek-v4.1-flash =deepseek/deepseek-v4.1-flash-20260910
limits 1048576 0
price cache_read_mtok=0.0016 input_mtok=0.0448 output_mtok=0.08
price from=2026-10-19 cache_read_mtok=0.0016 input_mtok=0.0344 output_mtok=0.08
price from=2026-10-20 cache_read_mtok=0.0016 input_mtok=0.0352 output_mtok=0.0112
price from=2026-11-03 cache_read_mtok=0.0042 input_mtok=0.21 output_mtok=0.84
model deepseek/deepseek-v4.1-flash-1017:batch
is =deepseek/deepseek-v4.1-flash-1017:batch
limits 1048576 0
price cache_read_mtok=0.002 input_mtok=0.011 output_mtok=0.2
model deepseek/deepseek-v4.1-flash:batch
is =deepseek/deepseek-v4.1-flash:batch
limits 1048576 0
price cache_read_mtok=0.004 input_mtok=0.05 output_mtok=0.15
price from=2026-11-09 cache_read_mtok=0.002 input_mtok=0.011 output_mtok=0.2
model devstral-small
is =devstral-small
price input_mtok=0.06 output_mtok=0.12
model devstral-small:free
is =devstral-small:free
price
model dobby-mini-unhinged-plus-llama-3.1-8b
is =dobby-mini-unhinged-plus-llama-3.1-8b
price input_mtok=0.2 output_mtok=0.2
model dolphin-mixtral-8x22b
is =dolphin-mixtral-8x22b
price input_mtok=0.9 output_mtok=0.9
model dolphin3.0-mistral-24b:free
is =dolphin3.0-mistral-24b:free
price
model dolphin3.0-r1-mistral-24b:free
is =dolphin3.0-r1-mistral-24b:free
price
model dots-studio/dots-3-note-preview:free
is =dots-studio/dots-3-note-preview:free
limits 512000 0
price
model eleutherai/llemma_7b
is =eleutherai/llemma_7b
price input_mtok=0.8 output_mtok=1.2
model elorian/glimpse
is =elorian/glimpse =elorian/glimpse-20261016
limits 262144 0
price cache_read_mtok=0.06 input_mtok=0.6 output_mtok=3
model essentialai/rnj-1-instruct
is =essentialai/rnj-1-instruct
price input_mtok=0.15 output_mtok=0.15
model eva-llama-3.33-70b
is =eva-llama-3.33-70b
price input_mtok=4 output_mtok=6
model eva-qwen-2.5-32b
is =eva-qwen-2.5-32b
price input_mtok=2.6 output_mtok=3.4
model eva-qwen-2.5-72b
is =eva-qwen-2.5-72b
price input_mtok=4 output_mtok=6
model eva-unit-01/eva-llama-3.33-70b
is =eva-unit-01/eva-llama-3.33-70b
price input_mtok=4 output_mtok=6
model eva-unit-01/eva-qwen-2.5-32b
is =eva-unit-01/eva-qwen-2.5-32b
price input_mtok=2.6 output_mtok=3.4
model eva-unit-01/eva-qwen-2.5-72b
is =eva-unit-01/eva-qwen-2.5-72b
price input_mtok=0.9 output_mtok=1.2
model featherless/qwerky-72b:free
is =featherless/qwerky-72b:free
price
model fimbulvetr-11b-v2
is =fimbulvetr-11b-v2
price input_mtok=0.8 output_mtok=1.2
model fireworks/ember-1
is =fireworks/ember-1 =fireworks/ember-1-20260923
limits 1048576 0
price cache_read_mtok=0.3 input_mtok=3 output_mtok=15
model gemini-2.0-flash-001
is =gemini-2.0-flash-001
price cache_read_mtok=0.025 cache_write_mtok=0.1833 input_mtok=0.1 output_mtok=0.4
model gemini-2.0-flash-exp:free
is =gemini-2.0-flash-exp:free
price
model gemini-2.0-flash-lite-001
is =gemini-2.0-flash-lite-001
price input_mtok=0.075 output_mtok=0.3
model gemini-2.5-flash-lite-preview-06-17
is =gemini-2.5-flash-lite-preview-06-17
price input_mtok=0.1 output_mtok=0.4
model gemini-2.5-flash-preview
is =gemini-2.5-flash-preview =gemini-2.5-flash-preview-05-20
price cache_read_mtok=0.0375 cache_write_mtok=0.2333 input_mtok=0.15 output_mtok=0.6
model gemini-2.5-flash-preview-05-20:thinking
is =gemini-2.5-flash-preview-05-20:thinking
price cache_read_mtok=0.0375 cache_write_mtok=0.2333 input_mtok=0.15 output_mtok=3.5
model gemini-2.5-flash-preview:thinking
is =gemini-2.5-flash-preview:thinking
price cache_read_mtok=0.0375 cache_write_mtok=0.2333 input_mtok=0.15 output_mtok=3.5
model gemini-2.5-pro-exp-03-25
is =gemini-2.5-pro-exp-03-25
price
model gemini-flash-1.5
is =gemini-flash-1.5
price cache_read_mtok=0.01875 cache_write_mtok=0.1583 input_mtok=0.075 output_mtok=0.3
model gemini-flash-1.5-8b
is =gemini-flash-1.5-8b
price cache_read_mtok=0.01 cache_write_mtok=0.0583 input_mtok=0.0375 output_mtok=0.15
model gemini-pro-1.5
is =gemini-pro-1.5
price input_mtok=1.25 output_mtok=5
model gemma-2-9b-it
is =gemma-2-9b-it
price input_mtok=0.2 output_mtok=0.2
model gemma-2-9b-it:free
is =gemma-2-9b-it:free
price
model gemma-3-12b-it:free
is =gemma-3-12b-it:free
price
model gemma-3-27b-it:free
is =gemma-3-27b-it:free
price
model gemma-3-4b-it:free
is =gemma-3-4b-it:free
price
model gemma-3n-e4b-it:free
is =gemma-3n-e4b-it:free
price
model glm-4-32b
is =glm-4-32b
price input_mtok=0.24 output_mtok=0.24
model glm-4-32b:free
is =glm-4-32b:free
price
model glm-4.5-air:free
is =glm-4.5-air:free
price
model glm-5v-turbo
is =glm-5v-turbo
price cache_read_mtok=0.24 input_mtok=1.2 output_mtok=4
model glm-z1-32b
is =glm-z1-32b
price input_mtok=0.24 output_mtok=0.24
model glm-z1-32b:free
is =glm-z1-32b:free
price
model glm-z1-rumination-32b
is =glm-z1-rumination-32b
price input_mtok=0.24 output_mtok=0.24
model goliath-120b
is =goliath-120b
price input_mtok=10 output_mtok=12.5
model google/gemini-2.0-flash-001
is =google/gemini-2.0-flash-001
price input_mtok=0.1 output_mtok=0.4
model google/gemini-2.0-flash-exp:free
is =google/gemini-2.0-flash-exp:free
price
model google/gemini-2.0-flash-lite-001
is =google/gemini-2.0-flash-lite-001
price input_mtok=0.075 output_mtok=0.3
model google/gemini-2.0-flash-thinking-exp-1219:free
is =google/gemini-2.0-flash-thinking-exp-1219:free
price
model google/gemini-2.0-flash-thinking-exp:free
is =google/gemini-2.0-flash-thinking-exp:free
price
model google/gemini-2.5-flash
is =google/gemini-2.5-flash
limits 1048576 0
price cache_read_mtok=0.075 cache_write_mtok=0.3833 input_mtok=0.3 output_mtok=2.5
price from=2026-10-19 cache_read_mtok=0.03 cache_write_mtok=0.083333 input_mtok=0.3 output_mtok=2.5
model google/gemini-2.5-flash-image
is =google/gemini-2.5-flash-image
limits 32768 0
price cache_read_mtok=0.03 cache_write_mtok=0.083333 input_mtok=0.3 output_mtok=2.5
model google/gemini-2.5-flash-lite
is =google/gemini-2.5-flash-lite
limits 1048576 0
price cache_read_mtok=0.01 cache_write_mtok=0.083333 input_mtok=0.1 output_mtok=0.4
model google/gemini-2.5-flash-lite-preview-09-2025
is =google/gemini-2.5-flash-lite-preview-09-2025
price input_mtok=0.1 output_mtok=0.4
model google/gemini-2.5-flash-lite:batch
is =google/gemini-2.5-flash-lite:batch
limits 1048576 0
price cache_read_mtok=0.01 cache_write_mtok=0.041667 input_mtok=0.05 output_mtok=0.2
model google/gemini-2.5-flash-preview
is =google/gemini-2.5-flash-preview
price input_mtok=0.15 output_mtok=0.6
model google/gemini-2.5-flash-preview-09-2025
is =google/gemini-2.5-flash-preview-09-2025
price cache_read_mtok=0.075 cache_write_mtok=0.383 input_mtok=0.3 output_mtok=2.5
model google/gemini-2.5-flash-preview:thinking
is =google/gemini-2.5-flash-preview:thinking
price input_mtok=0.15 output_mtok=3.5
model google/gemini-2.5-flash:batch
is =google/gemini-2.5-flash:batch
limits 1048576 0
price cache_read_mtok=0.03 cache_write_mtok=0.041667 input_mtok=0.15 output_mtok=1.25
model google/gemini-2.5-pro
is =google/gemini-2.5-pro =google/gemini-2.5-pro-preview =google/gemini-2.5-pro-preview-05-06
limits 1048576 0
price cache_read_mtok=0.31 cache_write_mtok=1.625 input_mtok=1.25 output_mtok=10
price from=2026-10-19 cache_read_mtok=0.125/200000:0.25 cache_write_mtok=0.375 input_mtok=1.25/200000:2.5 output_mtok=10/200000:15
model google/gemini-2.5-pro-exp-03-25:free
is =google/gemini-2.5-pro-exp-03-25:free
price
model google/gemini-2.5-pro-preview-03-25
is =google/gemini-2.5-pro-preview-03-25
price input_mtok=1.25 output_mtok=10
model google/gemini-2.5-pro:batch
is =google/gemini-2.5-pro:batch
limits 1048576 0
price cache_read_mtok=0.125/200000:0.25 cache_write_mtok=0.1875 input_mtok=0.625/200000:1.25 output_mtok=5/200000:7.5
model google/gemini-3-flash-preview
is =google/gemini-3-flash-preview =google/gemini-3-flash-preview-20251217
limits 1048576 0
price cache_read_mtok=0.05 cache_write_mtok=0.083333 input_mtok=0.5 output_mtok=3
model google/gemini-3-flash-preview:batch
is =google/gemini-3-flash-preview:batch
limits 1048576 0
price cache_write_mtok=0.041667 input_mtok=0.25 output_mtok=1.5
model google/gemini-3-pro-image
is =google/gemini-3-pro-image =google/gemini-3-pro-image-20260528
limits 131072 0
price cache_read_mtok=0.2 cache_write_mtok=0.375 input_mtok=2 output_mtok=12
model google/gemini-3-pro-image-preview
is =google/gemini-3-pro-image-preview =google/gemini-3-pro-image-preview-20251120
limits 65536 0
price cache_read_mtok=0.2 cache_write_mtok=0.375 input_mtok=2 output_mtok=12
model google/gemini-3.1-flash-image
is =google/gemini-3.1-flash-image =google/gemini-3.1-flash-image-20260528
limits 131072 0
price input_mtok=0.5 output_mtok=3
model google/gemini-3.1-flash-image-preview
is =google/gemini-3.1-flash-image-preview =google/gemini-3.1-flash-image-preview-20260226
limits 65536 0
price input_mtok=0.5 output_mtok=3
model google/gemini-3.1-flash-lite
is =google/gemini-3.1-flash-lite =google/gemini-3.1-flash-lite-preview =google/gemini-3.1-flash-lite-20260507
limits 1048576 0
price cache_read_mtok=0.025 cache_write_mtok=0.083333 input_mtok=0.25 output_mtok=1.5
model google/gemini-3.1-flash-lite-image
is =google/gemini-3.1-flash-lite-image =google/gemini-3.1-flash-lite-image-20260630
limits 65536 0
price input_mtok=0.25 output_mtok=1.5
model google/gemini-3.1-flash-lite:batch
is =google/gemini-3.1-flash-lite:batch
limits 1048576 0
price cache_read_mtok=0.0125 cache_write_mtok=0.041667 input_mtok=0.125 output_mtok=0.75
model google/gemini-3.1-pro-preview
is =google/gemini-3.1-pro-preview =google/gemini-3.1-pro-preview-customtools =google/gemini-3.1-pro-preview-20260219
limits 1048576 0
price cache_read_mtok=0.2 cache_write_mtok=0.375 input_mtok=2 output_mtok=12
price from=2026-10-19 cache_read_mtok=0.2/200000:0.4 cache_write_mtok=0.375 input_mtok=2/200000:4 output_mtok=12/200000:18
model google/gemini-3.1-pro-preview:batch
is =google/gemini-3.1-pro-preview:batch
limits 1048576 0
price cache_write_mtok=0.1875 input_mtok=1/200000:2 output_mtok=6/200000:9
model google/gemini-3.5-flash
is =google/gemini-3.5-flash ~google/gemini-3.5-flash-######## =google/gemini-3.5-flash-20260519
limits 1048576 0
price cache_read_mtok=0.15 cache_write_mtok=0.083333 input_mtok=1.5 output_mtok=9
model google/gemini-3.5-flash-lite
is =google/gemini-3.5-flash-lite =google/gemini-3.5-flash-lite-20260721
limits 1048576 0
price cache_read_mtok=0.03 cache_write_mtok=0.083333 input_mtok=0.3 output_mtok=2.5
model google/gemini-3.5-flash-lite:batch
is =google/gemini-3.5-flash-lite:batch
limits 1048576 0
price cache_read_mtok=0.015 cache_write_mtok=0.041667 input_mtok=0.15 output_mtok=1.25
model google/gemini-3.5-flash:batch
is =google/gemini-3.5-flash:batch
limits 1048576 0
price cache_read_mtok=0.075 cache_write_mtok=0.041667 input_mtok=0.75 output_mtok=4.5
model google/gemini-3.6-flash
is =google/gemini-3.6-flash =google/gemini-3.6-flash-20260721
limits 1048576 0
price cache_read_mtok=0.075 cache_write_mtok=0.041667 input_mtok=0.75 output_mtok=3.75
model google/gemini-3.6-flash:batch
is =google/gemini-3.6-flash:batch
limits 1048576 0
price cache_read_mtok=0.0375 cache_write_mtok=0.041667 input_mtok=0.375 output_mtok=1.875
model google/gemini-3.7-flash
is =google/gemini-3.7-flash =google/gemini-3.7-flash-20260813
limits 1048576 0
price cache_read_mtok=0.075 cache_write_mtok=0.041667 input_mtok=0.75 output_mtok=3.75
model google/gemini-3.7-flash:batch
is =google/gemini-3.7-flash:batch
limits 1048576 0
price cache_read_mtok=0.0375 cache_write_mtok=0.041667 input_mtok=0.375 output_mtok=1.875
model google/gemini-3.8-flash
is =google/gemini-3.8-flash ~google/gemini-3.8-flash-######## =google/gemini-3.8-flash-20260902
limits 1048576 0
price cache_read_mtok=0.075 cache_write_mtok=0.041667 input_mtok=0.75 output_mtok=3.75
price from=2026-10-19 cache_read_mtok=0.0825 cache_write_mtok=0.041667 input_mtok=0.825 output_mtok=4.125
price from=2026-11-03 cache_read_mtok=0.075 cache_write_mtok=0.041667 input_mtok=0.75 output_mtok=3.75
model google/gemini-3.8-flash:batch
is =google/gemini-3.8-flash:batch
limits 1048576 0
price cache_read_mtok=0.0375 cache_write_mtok=0.041667 input_mtok=0.375 output_mtok=1.875
model google/gemini-4-argon
is =google/gemini-4-argon =google/gemini-4-argon-20261013
limits 1048576 0
price cache_read_mtok=0.1 cache_write_mtok=0.1875 input_mtok=2 output_mtok=10
model google/gemini-4-argon:batch
is =google/gemini-4-argon:batch
limits 1048576 0
price cache_read_mtok=0.05 cache_write_mtok=0.1875 input_mtok=1 output_mtok=5
model google/gemini-flash-1.5
is =google/gemini-flash-1.5
price input_mtok=0.075 output_mtok=0.3
model google/gemini-flash-1.5-8b
is =google/gemini-flash-1.5-8b
price input_mtok=0.0375 output_mtok=0.15
model google/gemini-flash-1.5-8b-exp
is =google/gemini-flash-1.5-8b-exp
price
model google/gemini-nano-banana-2.1
is =google/gemini-nano-banana-2.1 =google/gemini-nano-banana-2.1-20261006
limits 65536 0
price input_mtok=1.5 output_mtok=7.5
model google/gemini-omni-1.1-flash
is =google/gemini-omni-1.1-flash =google/gemini-omni-1.1-flash-20260911
limits 131072 0
price input_mtok=1.5 output_mtok=9
model google/gemini-omni-1.2-flash
is =google/gemini-omni-1.2-flash =google/gemini-omni-1.2-flash-20261105
limits 131072 0
price input_mtok=1.5 output_mtok=9
model google/gemini-pro
is =google/gemini-pro =google/gemini-pro-vision
price input_mtok=0.5 output_mtok=1.5
model google/gemini-pro-1.5
is =google/gemini-pro-1.5
price input_mtok=1.25 output_mtok=5
model google/gemma-2-27b-it
is =google/gemma-2-27b-it
limits 8192 0
price input_mtok=0.8 output_mtok=0.8
price from=2026-10-19 input_mtok=0.65 output_mtok=0.65
model google/gemma-2-9b-it
is =google/gemma-2-9b-it
price input_mtok=0.07 output_mtok=0.07
model google/gemma-2-9b-it:free
is =google/gemma-2-9b-it:free
price
model google/gemma-3-12b-it
is =google/gemma-3-12b-it
limits 131072 0
price input_mtok=0.05 output_mtok=0.1
price from=2026-10-19 input_mtok=0.05 output_mtok=0.15
model google/gemma-3-12b-it:free
is =google/gemma-3-12b-it:free
price
model google/gemma-3-1b-it:free
is =google/gemma-3-1b-it:free
price
model google/gemma-3-27b-it
is =google/gemma-3-27b-it
price input_mtok=0.1 output_mtok=0.2
price from=2026-10-19 cache_read_mtok=0.04 input_mtok=0.08 output_mtok=0.35
model google/gemma-3-27b-it:free
is =google/gemma-3-27b-it:free
price
model google/gemma-3-4b-it
is =google/gemma-3-4b-it
limits 131072 0
price input_mtok=0.02 output_mtok=0.04
price from=2026-10-19 input_mtok=0.05 output_mtok=0.1
price from=2026-10-20 cache_read_mtok=0.02 input_mtok=0.04 output_mtok=0.05
model google/gemma-3-4b-it:free
is =google/gemma-3-4b-it:free
price
model google/gemma-3n-e4b-it
is =google/gemma-3n-e4b-it
price input_mtok=0.06 output_mtok=0.12
model google/gemma-4-26b-a4b-it
is =google/gemma-4-26b-a4b-it =google/gemma-4-26b-a4b-it-20260403
price input_mtok=0.06 output_mtok=0.33
price from=2026-10-19 cache_read_mtok=0.05 input_mtok=0.09 output_mtok=0.3
price from=2026-10-20 cache_read_mtok=0.0425 input_mtok=0.0765 output_mtok=0.255
price from=2026-11-03 cache_read_mtok=0.0425 input_mtok=0.15 output_mtok=0.6
model google/gemma-4-26b-a4b-it:free
is =google/gemma-4-26b-a4b-it:free
limits 262144 0
price
model google/gemma-4-31b-it
is =google/gemma-4-31b-it =google/gemma-4-31b-it-20260402
limits 262144 0
price cache_read_mtok=0.09 input_mtok=0.12 output_mtok=0.36
price from=2026-08-27 cache_read_mtok=0.05 input_mtok=0.09 output_mtok=0.34
price from=2026-10-19 cache_read_mtok=0.05 input_mtok=0.2 output_mtok=0.4
price from=2026-11-03 cache_read_mtok=0.06 input_mtok=0.15 output_mtok=0.4
model google/gemma-4-31b-it:free
is =google/gemma-4-31b-it:free
limits 262144 0
price
model google/learnlm-1.5-pro-experimental:free
is =google/learnlm-1.5-pro-experimental:free
price
model google/lyria-3-clip-preview
is =google/lyria-3-clip-preview =google/lyria-3-clip-preview-20260330
limits 1048576 0
price
model google/lyria-3-pro-preview
is =google/lyria-3-pro-preview =google/lyria-3-pro-preview-20260330
limits 1048576 0
price
model google/palm-2-chat-bison
is =google/palm-2-chat-bison =google/palm-2-chat-bison-32k
price input_mtok=1 output_mtok=2
model google/palm-2-codechat-bison
is =google/palm-2-codechat-bison =google/palm-2-codechat-bison-32k
price input_mtok=1 output_mtok=2
model gpt-3.5-turbo-1106
is =gpt-3.5-turbo-1106
price input_mtok=1 output_mtok=2
model gpt-4-1106-preview
is =gpt-4-1106-preview
price input_mtok=10 output_mtok=30
model gpt-4.5-preview
is =gpt-4.5-preview
price cache_read_mtok=37.5 input_mtok=75 output_mtok=150
model gpt-4o:extended
is =gpt-4o:extended
price input_mtok=6 output_mtok=18
model grok-2-1212
is =grok-2-1212
price input_mtok=2 output_mtok=10
model grok-2-vision-1212
is =grok-2-vision-1212
price input_mtok=2 output_mtok=10
model grok-3
is =grok-3 =grok-3-beta
price cache_read_mtok=0.75 input_mtok=3 output_mtok=15
model grok-3-mini
is =grok-3-mini =grok-3-mini-beta
price cache_read_mtok=0.075 input_mtok=0.3 output_mtok=0.5
model grok-beta
is =grok-beta
price input_mtok=5 output_mtok=15
model grok-vision-beta
is =grok-vision-beta
price input_mtok=5 output_mtok=15
model gryphe/mythomax-l2-13b
is =gryphe/mythomax-l2-13b
price input_mtok=0.065 output_mtok=0.065
price from=2026-10-19 input_mtok=0.08 output_mtok=0.11
model hermes-2-pro-llama-3-8b
is =hermes-2-pro-llama-3-8b
price input_mtok=0.025 output_mtok=0.04
model huggingfaceh4/zephyr-7b-beta:free
is =huggingfaceh4/zephyr-7b-beta:free
price
model ibm-granite/granite-4.0-h-micro
is =ibm-granite/granite-4.0-h-micro
limits 131000 0
price input_mtok=0.017 output_mtok=0.112
model ibm-granite/granite-4.1-8b
is =ibm-granite/granite-4.1-8b
limits 131072 0
price input_mtok=0.05 output_mtok=0.1
model ibm-granite/granite-4.2-8b
is =ibm-granite/granite-4.2-8b =ibm-granite/granite-4.2-8b-20260831
limits 131072 0
price cache_read_mtok=0.015 input_mtok=0.06 output_mtok=0.25
price from=2026-11-03 cache_read_mtok=0.015 input_mtok=0.06 output_mtok=0.15
model inception/mercury-2
is =inception/mercury-2 =inception/mercury-2-20260304
limits 128000 0
price cache_read_mtok=0.025 input_mtok=0.25 output_mtok=0.75
model inception/mercury-2.5
is =inception/mercury-2.5 =inception/mercury-2.5-20260908
limits 260000 0
price cache_read_mtok=0.004 input_mtok=0.04 output_mtok=0.15
model inception/mercury-3
is =inception/mercury-3 =inception/mercury-3-20261019
limits 1000000 0
price cache_read_mtok=0.01 input_mtok=0.1 output_mtok=0.35
model inclusionai/ling-2.6-1t
is =inclusionai/ling-2.6-1t
price cache_read_mtok=0.015 input_mtok=0.075 output_mtok=0.625
model inclusionai/ling-2.6-flash
is =inclusionai/ling-2.6-flash
price cache_read_mtok=0.002 input_mtok=0.01 output_mtok=0.03
model inclusionai/ling-3.0-flash
is =inclusionai/ling-3.0-flash =inclusionai/ling-3.0-flash-20260723
limits 262144 0
price cache_read_mtok=0.0042 input_mtok=0.021 output_mtok=0.063
model inclusionai/ling-3.0-flash-vl
is =inclusionai/ling-3.0-flash-vl =inclusionai/ling-3.0-flash-vl-20260910
limits 131072 0
price cache_read_mtok=0.012 input_mtok=0.06 output_mtok=0.18
model inclusionai/ling-3.0-tiny
is =inclusionai/ling-3.0-tiny =inclusionai/ling-3.0-tiny-20260806
limits 262144 0
price cache_read_mtok=0.003 input_mtok=0.015 output_mtok=0.045
model inclusionai/ling-3.1-flash
is =inclusionai/ling-3.1-flash =inclusionai/ling-3.1-flash-20261002
limits 262144 0
price cache_read_mtok=0.015 input_mtok=0.075 output_mtok=0.225
price from=2026-11-09 cache_read_mtok=0.009 input_mtok=0.045 output_mtok=0.135
model inclusionai/ring-2.6-1t
is =inclusionai/ring-2.6-1t
price cache_read_mtok=0.015 input_mtok=0.075 output_mtok=0.625
model inference-net/schematron-v2-small
is =inference-net/schematron-v2-small =inference-net/schematron-v2-small-20260902
limits 128000 0
price input_mtok=0.05 output_mtok=0.23
model inference-net/schematron-v2-turbo
is =inference-net/schematron-v2-turbo =inference-net/schematron-v2-turbo-20260902
limits 128000 0
price input_mtok=0.03 output_mtok=0.15
model infermatic/mn-inferor-12b
is =infermatic/mn-inferor-12b
price input_mtok=0.8 output_mtok=1.2
model inflection/inflection-3-pi
is =inflection/inflection-3-pi
price input_mtok=2.5 output_mtok=10
model inflection/inflection-3-productivity
is =inflection/inflection-3-productivity
price input_mtok=2.5 output_mtok=10
model internvl3-14b:free
is =internvl3-14b:free
price
model internvl3-2b:free
is =internvl3-2b:free
price
model jamba-1.6-large
is =jamba-1.6-large
price input_mtok=2 output_mtok=8
model jamba-1.6-mini
is =jamba-1.6-mini
price input_mtok=0.2 output_mtok=0.4
model jondurbin/airoboros-l2-70b
is =jondurbin/airoboros-l2-70b
price input_mtok=0.5 output_mtok=0.5
model kimi-dev-72b:free
is =kimi-dev-72b:free
price
model kimi-vl-a3b-thinking:free
is =kimi-vl-a3b-thinking:free
price
model kwaipilot/kat-coder-pro-v2
is =kwaipilot/kat-coder-pro-v2
price cache_read_mtok=0.06 input_mtok=0.3 output_mtok=1.2
model l3-euryale-70b
is =l3-euryale-70b
price input_mtok=1.48 output_mtok=1.48
model latitudegames/wayfarer-large-70b-llama-3.3
is =latitudegames/wayfarer-large-70b-llama-3.3
price input_mtok=0.8 output_mtok=0.9
model lfm-3b
is =lfm-3b
price input_mtok=0.02 output_mtok=0.02
model lfm-40b
is =lfm-40b
price input_mtok=0.15 output_mtok=0.15
model lfm-7b
is =lfm-7b
price input_mtok=0.01 output_mtok=0.01
model liquid/lfm-2-24b-a2b
is =liquid/lfm-2-24b-a2b
price input_mtok=0.03 output_mtok=0.12
model liquid/lfm-2.5-1.2b-instruct:free
is =liquid/lfm-2.5-1.2b-instruct:free
price
model liquid/lfm-2.5-1.2b-thinking:free
is =liquid/lfm-2.5-1.2b-thinking:free
price
model liquid/lfm-2.5-2.6b
is =liquid/lfm-2.5-2.6b =liquid/lfm-2.5-2.6b-20260811
limits 128000 0
price cache_read_mtok=0.04 input_mtok=0.35 output_mtok=0.5
model liquid/lfm-2.5-2.6b:free
is =liquid/lfm-2.5-2.6b:free
limits 65536 0
price
model liquid/lfm-2.5-24b-a2b
is =liquid/lfm-2.5-24b-a2b =liquid/lfm-2.5-24b-a2b-20261012
limits 128000 0
price cache_read_mtok=0.025 input_mtok=0.05 output_mtok=0.7
model liquid/lfm-3-1.7b
is =liquid/lfm-3-1.7b =liquid/lfm-3-1.7b-20261106
limits 262144 0
price cache_read_mtok=0.02 input_mtok=0.08 output_mtok=0.2
model liquid/lfm-3-1.7b:free
is =liquid/lfm-3-1.7b:free
limits 262144 0
price
model liquid/lfm-3b
is =liquid/lfm-3b
price input_mtok=0.02 output_mtok=0.02
model liquid/lfm-40b
is =liquid/lfm-40b
price input_mtok=0.15 output_mtok=0.15
model liquid/lfm-7b
is =liquid/lfm-7b
price input_mtok=0.01 output_mtok=0.01
model llama-3-lumimaid-70b
is =llama-3-lumimaid-70b
price input_mtok=4 output_mtok=6
model llama-3-lumimaid-8b
is =llama-3-lumimaid-8b
price input_mtok=0.2 output_mtok=1.25
model llama-3.1-405b
is =llama-3.1-405b
price input_mtok=2 output_mtok=2
model llama-3.1-405b-instruct
is =llama-3.1-405b-instruct
price input_mtok=0.8 output_mtok=0.8
model llama-3.1-8b-instruct:free
is =llama-3.1-8b-instruct:free
price
model llama-3.1-lumimaid-70b
is =llama-3.1-lumimaid-70b
price input_mtok=2.5 output_mtok=3
model llama-3.1-lumimaid-8b
is =llama-3.1-lumimaid-8b
price input_mtok=0.2 output_mtok=1.25
model llama-3.1-nemotron-70b-instruct
is =llama-3.1-nemotron-70b-instruct
price input_mtok=0.12 output_mtok=0.3
model llama-3.1-nemotron-ultra-253b-v1
is =llama-3.1-nemotron-ultra-253b-v1
price input_mtok=0.6 output_mtok=1.8
model llama-3.1-nemotron-ultra-253b-v1:free
is =llama-3.1-nemotron-ultra-253b-v1:free
price
model llama-3.1-sonar-large-128k-online
is =llama-3.1-sonar-large-128k-online
price input_mtok=1 output_mtok=1
model llama-3.1-sonar-small-128k-online
is =llama-3.1-sonar-small-128k-online
price input_mtok=0.2 output_mtok=0.2
model llama-3.2-11b-vision-instruct:free
is =llama-3.2-11b-vision-instruct:free
price
model llama-3.2-1b-instruct:free
is =llama-3.2-1b-instruct:free
price
model llama-3.2-90b-vision-instruct
is =llama-3.2-90b-vision-instruct
price input_mtok=1.2 output_mtok=1.2
model llama-3.3-8b-instruct:free
is =llama-3.3-8b-instruct:free
price
model llama-3.3-nemotron-super-49b-v1
is =llama-3.3-nemotron-super-49b-v1
price input_mtok=0.13 output_mtok=0.4
model llama-3.3-nemotron-super-49b-v1:free
is =llama-3.3-nemotron-super-49b-v1:free
price
model llama-4-maverick:free
is =llama-4-maverick:free
price
model llama-4-scout:free
is =llama-4-scout:free
price
model llama-guard-2-8b
is =llama-guard-2-8b
price input_mtok=0.2 output_mtok=0.2
model llama3.1-typhoon2-70b-instruct
is =llama3.1-typhoon2-70b-instruct
price input_mtok=0.88 output_mtok=0.88
model llemma_7b
is =llemma_7b
price input_mtok=0.8 output_mtok=1.2
model maestro-reasoning
is =maestro-reasoning
price input_mtok=0.9 output_mtok=3.3
model magistral-medium-2506
is =magistral-medium-2506 =magistral-medium-2506:thinking
price input_mtok=2 output_mtok=5
model magistral-small-2506
is =magistral-small-2506
price input_mtok=0.5 output_mtok=1.5
model magnum-72b
is =magnum-72b
price input_mtok=4 output_mtok=6
model magnum-v2-72b
is =magnum-v2-72b
price input_mtok=3 output_mtok=3
model mai-ds-r1:free
is =mai-ds-r1:free
price
model mancer/weaver
is =mancer/weaver
limits 8000 0
price input_mtok=1.125 output_mtok=1.125
price from=2026-10-19 input_mtok=0.4 output_mtok=0.75
model meituan/longcat-2.0
is =meituan/longcat-2.0 =meituan/longcat-2.0-20260720
limits 1048756 0
price cache_read_mtok=0.006 input_mtok=0.3 output_mtok=1.2
model mercury-coder-small-beta
is =mercury-coder-small-beta
price input_mtok=0.25 output_mtok=1
model meta-llama/llama-2-13b-chat
is =meta-llama/llama-2-13b-chat
price input_mtok=0.22 output_mtok=0.22
model meta-llama/llama-2-70b-chat
is =meta-llama/llama-2-70b-chat
price input_mtok=0.9 output_mtok=0.9
model meta-llama/llama-3-70b-instruct
is =meta-llama/llama-3-70b-instruct
price input_mtok=0.3 output_mtok=0.4
model meta-llama/llama-3-8b-instruct
is =meta-llama/llama-3-8b-instruct
price input_mtok=0.03 output_mtok=0.06
model meta-llama/llama-3.1-405b
is =meta-llama/llama-3.1-405b
price input_mtok=2 output_mtok=2
model meta-llama/llama-3.1-405b-instruct
is =meta-llama/llama-3.1-405b-instruct
price input_mtok=0.8 output_mtok=0.8
model meta-llama/llama-3.1-405b:free
is =meta-llama/llama-3.1-405b:free
price
model meta-llama/llama-3.1-70b-instruct
is =meta-llama/llama-3.1-70b-instruct
limits 131072 0
price input_mtok=0.1 output_mtok=0.28
price from=2026-10-19 input_mtok=0.4 output_mtok=0.4
price from=2026-11-03 input_mtok=0.72 output_mtok=0.72
model meta-llama/llama-3.1-8b-instruct
is =meta-llama/llama-3.1-8b-instruct
price input_mtok=0.02 output_mtok=0.03
price from=2026-10-19 cache_read_mtok=0.025 input_mtok=0.05 output_mtok=0.08
model meta-llama/llama-3.1-8b-instruct:free
is =meta-llama/llama-3.1-8b-instruct:free
price
model meta-llama/llama-3.2-11b-vision-instruct
is =meta-llama/llama-3.2-11b-vision-instruct
price input_mtok=0.049 output_mtok=0.049
model meta-llama/llama-3.2-11b-vision-instruct:free
is =meta-llama/llama-3.2-11b-vision-instruct:free
price
model meta-llama/llama-3.2-1b-instruct
is =meta-llama/llama-3.2-1b-instruct
limits 60000 0
price input_mtok=0.005 output_mtok=0.01
price from=2026-10-19 input_mtok=0.027 output_mtok=0.201
model meta-llama/llama-3.2-1b-instruct:free
is =meta-llama/llama-3.2-1b-instruct:free
price
model meta-llama/llama-3.2-3b-instruct
is =meta-llama/llama-3.2-3b-instruct
price input_mtok=0.01 output_mtok=0.02
price from=2026-10-19 input_mtok=0.0509 output_mtok=0.335
model meta-llama/llama-3.2-3b-instruct:free
is =meta-llama/llama-3.2-3b-instruct:free
price
model meta-llama/llama-3.2-90b-vision-instruct
is =meta-llama/llama-3.2-90b-vision-instruct
price input_mtok=0.9 output_mtok=0.9
model meta-llama/llama-3.3-70b-instruct
is =meta-llama/llama-3.3-70b-instruct
price input_mtok=0.05 output_mtok=0.24
price from=2026-10-19 input_mtok=0.1 output_mtok=0.32
price from=2026-11-03 input_mtok=0.45 output_mtok=0.9
price from=2026-11-09 cache_read_mtok=0.295 input_mtok=0.59 output_mtok=0.79
model meta-llama/llama-3.3-70b-instruct:free
is =meta-llama/llama-3.3-70b-instruct:free
price
model meta-llama/llama-4-maverick
is =meta-llama/llama-4-maverick =meta-llama/llama-4-maverick-17b-128e-instruct
price input_mtok=0.15 output_mtok=0.6
price from=2026-10-19 cache_read_mtok=0.05 input_mtok=0.1875 output_mtok=0.6525
price from=2026-11-03 cache_read_mtok=0.17 input_mtok=0.35 output_mtok=1
model meta-llama/llama-4-maverick:free
is =meta-llama/llama-4-maverick:free
price
model meta-llama/llama-4-scout
is =meta-llama/llama-4-scout =meta-llama/llama-4-scout-17b-16e-instruct
price input_mtok=0.08 output_mtok=0.3
price from=2026-10-19 input_mtok=0.1 output_mtok=0.3
model meta-llama/llama-4-scout:free
is =meta-llama/llama-4-scout:free
price
model meta-llama/llama-guard-2-8b
is =meta-llama/llama-guard-2-8b
price input_mtok=0.2 output_mtok=0.2
model meta-llama/llama-guard-3-8b
is =meta-llama/llama-guard-3-8b
price input_mtok=0.02 output_mtok=0.06
model meta-llama/llama-guard-4-12b
is =meta-llama/llama-guard-4-12b
limits 163840 0
price input_mtok=0.05 output_mtok=0.05
price from=2026-10-19 input_mtok=0.18 output_mtok=0.18
model meta/muse-glimmer-30b
is =meta/muse-glimmer-30b =meta/muse-glimmer-30b-20260810
limits 131072 0
price cache_read_mtok=0.04 input_mtok=0.3 output_mtok=1.2
model meta/muse-glimmer-30b:batch
is =meta/muse-glimmer-30b:batch
limits 131072 0
price cache_read_mtok=0.032 input_mtok=0.24 output_mtok=0.96
model meta/muse-spark-1.1
is =meta/muse-spark-1.1 =meta/muse-spark-1.1-20260709
limits 1048576 0
price cache_read_mtok=0.15 input_mtok=1.25 output_mtok=4.25 web_searches_kcount=2.5
model meta/muse-spark-1.2
is =meta/muse-spark-1.2 =meta/muse-spark-1.2-20260805
limits 1048576 0
price cache_read_mtok=0.15 input_mtok=1.25 output_mtok=4.25 web_searches_kcount=2.5
model meta/muse-spark-1.2-contributor
is =meta/muse-spark-1.2-contributor =meta/muse-spark-1.2-contributor-20260805
limits 1048576 0
price cache_read_mtok=0.002 input_mtok=0.1 output_mtok=0.2 web_searches_kcount=2.5
model meta/muse-spark-1.3
is =meta/muse-spark-1.3 =meta/muse-spark-1.3-20260902
limits 1048576 0
price cache_read_mtok=0.15 input_mtok=1.25 output_mtok=4.25 web_searches_kcount=2.5
model meta/muse-spark-1.3-contributor
is =meta/muse-spark-1.3-contributor =meta/muse-spark-1.3-contributor-20260902
limits 1048576 0
price cache_read_mtok=0.002 input_mtok=0.1 output_mtok=0.2 web_searches_kcount=2.5
model meta/muse-spark-open
is =meta/muse-spark-open =meta/muse-spark-open-20261015
limits 1048576 0
price cache_read_mtok=0.15 input_mtok=1.25 output_mtok=4.25
model meta/muse-wonder
is =meta/muse-wonder =meta/muse-wonder-20261012
limits 1048576 0
price cache_read_mtok=0.2 input_mtok=4 output_mtok=20 web_searches_kcount=2.5
model microsoft/phi-3-medium-128k-instruct
is =microsoft/phi-3-medium-128k-instruct
price input_mtok=1 output_mtok=1
model microsoft/phi-3-mini-128k-instruct
is =microsoft/phi-3-mini-128k-instruct
price input_mtok=0.1 output_mtok=0.1
model microsoft/phi-3.5-mini-128k-instruct
is =microsoft/phi-3.5-mini-128k-instruct
price input_mtok=0.1 output_mtok=0.1
model microsoft/phi-4
is =microsoft/phi-4
limits 16384 0
price input_mtok=0.07 output_mtok=0.14
model microsoft/phi-4-mini-instruct
is =microsoft/phi-4-mini-instruct
price input_mtok=0.08 output_mtok=0.35
model microsoft/phi-4-multimodal-instruct
is =microsoft/phi-4-multimodal-instruct
price input_mtok=0.05 output_mtok=0.1
model microsoft/wizardlm-2-7b
is =microsoft/wizardlm-2-7b
price input_mtok=0.07 output_mtok=0.07
model microsoft/wizardlm-2-8x22b
is =microsoft/wizardlm-2-8x22b
limits 65535 0
price input_mtok=0.5 output_mtok=0.5
price from=2026-10-19 input_mtok=0.62 output_mtok=0.62
model midnight-rose-70b
is =midnight-rose-70b
price input_mtok=0.8 output_mtok=0.8
model minimax-m1:extended
is =minimax-m1:extended
price input_mtok=0.55 output_mtok=2.2
model minimax/minimax-01
is =minimax/minimax-01
limits 1000192 0
price input_mtok=0.2 output_mtok=1.1
model minimax/minimax-m1
is =minimax/minimax-m1
limits 1000000 0
price input_mtok=0.3 output_mtok=1.65
price from=2026-10-19 input_mtok=0.55 output_mtok=2.2
price from=2026-11-03 input_mtok=0.4 output_mtok=2.2
price from=2026-11-09 input_mtok=0.55 output_mtok=2.2
model minimax/minimax-m2
is =minimax/minimax-m2
price cache_read_mtok=0.03 input_mtok=0.255 output_mtok=1
price from=2026-10-19 cache_read_mtok=0.03 input_mtok=0.255 output_mtok=1.02
model minimax/minimax-m2-her
is =minimax/minimax-m2-her =minimax/minimax-m2-her-20260123
limits 65536 0
price cache_read_mtok=0.03 input_mtok=0.3 output_mtok=1.2
model minimax/minimax-m2.1
is =minimax/minimax-m2.1
limits 204800 0
price cache_read_mtok=0.03 input_mtok=0.29 output_mtok=0.95
price from=2026-10-19 cache_read_mtok=0.03 input_mtok=0.3 output_mtok=1.2
model minimax/minimax-m2.5
is =minimax/minimax-m2.5 =minimax/minimax-m2.5-20260211
price cache_read_mtok=0.05 input_mtok=0.15 output_mtok=0.9
price from=2026-10-19 cache_read_mtok=0.03 input_mtok=0.27 output_mtok=0.95
price from=2026-11-03 cache_read_mtok=0.03 input_mtok=0.3 output_mtok=1.2
price from=2026-11-09 cache_read_mtok=0.06 input_mtok=0.295 output_mtok=1.2
model minimax/minimax-m2.7
is =minimax/minimax-m2.7 =minimax/minimax-m2.7-20260318
price cache_read_mtok=0.054 input_mtok=0.27 output_mtok=1.08
price from=2026-10-19 cache_read_mtok=0.06 input_mtok=0.3 output_mtok=1.2
price from=2026-11-09 cache_read_mtok=0.054 input_mtok=0.27 output_mtok=1.08
model minimax/minimax-m3
is =minimax/minimax-m3 =minimax/minimax-m3-20260531
price cache_read_mtok=0.06 input_mtok=0.3 output_mtok=1.2
model minimax/minimax-m3.1-flash:free
is =minimax/minimax-m3.1-flash:free
limits 1000000 0
price
model minimax/minimax-m3:batch
is =minimax/minimax-m3:batch
limits 524288 0
price cache_read_mtok=0.0448 input_mtok=0.224 output_mtok=0.88
model ministral-3b
is =ministral-3b
price input_mtok=0.04 output_mtok=0.04
model ministral-8b
is =ministral-8b
price input_mtok=0.1 output_mtok=0.1
model mistral-7b-instruct
is =mistral-7b-instruct =mistral-7b-instruct-v0.3
price input_mtok=0.028 output_mtok=0.054
model mistral-7b-instruct-v0.1
is =mistral-7b-instruct-v0.1
price input_mtok=0.11 output_mtok=0.19
model mistral-7b-instruct-v0.2
is =mistral-7b-instruct-v0.2
price input_mtok=0.2 output_mtok=0.2
model mistral-7b-instruct:free
is =mistral-7b-instruct:free
price
model mistral-medium
is =mistral-medium
price input_mtok=2.75 output_mtok=8.1
model mistral-nemo:free
is =mistral-nemo:free
price
model mistral-small
is =mistral-small
price input_mtok=0.2 output_mtok=0.6
model mistral-small-24b-instruct-2501:free
is =mistral-small-24b-instruct-2501:free
price
model mistral-small-3.1-24b-instruct:free
is =mistral-small-3.1-24b-instruct:free
price
model mistral-small-3.2-24b-instruct:free
is =mistral-small-3.2-24b-instruct:free
price
model mistral-tiny
is =mistral-tiny
price input_mtok=0.25 output_mtok=0.25
model mistral/ministral-8b
is =mistral/ministral-8b
price input_mtok=0.1 output_mtok=0.1
model mistralai/codestral-2501
is =mistralai/codestral-2501
price input_mtok=0.3 output_mtok=0.9
model mistralai/codestral-2508
is =mistralai/codestral-2508
limits 256000 0
price cache_read_mtok=0.03 input_mtok=0.3 output_mtok=0.9
model mistralai/codestral-2508:batch
is =mistralai/codestral-2508:batch
limits 256000 0
price cache_read_mtok=0.015 input_mtok=0.15 output_mtok=0.45
model mistralai/codestral-mamba
is =mistralai/codestral-mamba
price input_mtok=0.25 output_mtok=0.25
model mistralai/devstral-2512
is =mistralai/devstral-2512
limits 262144 0
price cache_read_mtok=0.04 input_mtok=0.4 output_mtok=2
model mistralai/ministral-14b-2512
is =mistralai/ministral-14b-2512
limits 262144 0
price cache_read_mtok=0.02 input_mtok=0.2 output_mtok=0.2
model mistralai/ministral-3b
is =mistralai/ministral-3b
price input_mtok=0.04 output_mtok=0.04
model mistralai/ministral-3b-2512
is =mistralai/ministral-3b-2512
limits 131072 0
price cache_read_mtok=0.01 input_mtok=0.1 output_mtok=0.1
model mistralai/ministral-8b
is =mistralai/ministral-8b
price input_mtok=0.1 output_mtok=0.1
model mistralai/ministral-8b-2512
is =mistralai/ministral-8b-2512
limits 262144 0
price cache_read_mtok=0.015 input_mtok=0.15 output_mtok=0.15
model mistralai/ministral-8b-2512:batch
is =mistralai/ministral-8b-2512:batch
limits 262144 0
price cache_read_mtok=0.0075 input_mtok=0.075 output_mtok=0.075
model mistralai/mistral-7b-instruct
is =mistralai/mistral-7b-instruct =mistralai/mistral-7b-instruct-v0.3
price input_mtok=0.029 output_mtok=0.059
model mistralai/mistral-7b-instruct-v0.1
is =mistralai/mistral-7b-instruct-v0.1
price input_mtok=0.2 output_mtok=0.2
model mistralai/mistral-7b-instruct-v0.2
is =mistralai/mistral-7b-instruct-v0.2
price input_mtok=0.2 output_mtok=0.2
model mistralai/mistral-7b-instruct:free
is =mistralai/mistral-7b-instruct:free
price
model mistralai/mistral-large
is =mistralai/mistral-large =mistralai/mistral-large-2407 =mistral-large-2411
limits 128000 0
price input_mtok=2 output_mtok=6
price from=2026-10-19 cache_read_mtok=0.2 input_mtok=2 output_mtok=6
model mistralai/mistral-large-2512
is =mistralai/mistral-large-2512
limits 262144 0
price cache_read_mtok=0.05 input_mtok=0.5 output_mtok=1.5
model mistralai/mistral-large-2512:batch
is =mistralai/mistral-large-2512:batch
limits 262144 0
price cache_read_mtok=0.025 input_mtok=0.25 output_mtok=0.75
model mistralai/mistral-large-4-0
is =mistralai/mistral-large-4-0 =mistralai/mistral-large-4-0-20261006
price cache_read_mtok=0.07 input_mtok=0.68 output_mtok=2.09
price from=2026-11-03 cache_read_mtok=0.07 input_mtok=0.7 output_mtok=2.1
model mistralai/mistral-medium
is =mistralai/mistral-medium
price input_mtok=2.75 output_mtok=8.1
model mistralai/mistral-medium-3
is =mistralai/mistral-medium-3
limits 131072 0
price input_mtok=0.4 output_mtok=2
price from=2026-10-19 cache_read_mtok=0.04 input_mtok=0.4 output_mtok=2
model mistralai/mistral-medium-3-5
is =mistralai/mistral-medium-3-5 =mistralai/mistral-medium-3.5-20260430
limits 262144 0
price input_mtok=1.5 output_mtok=7.5
model mistralai/mistral-medium-3-5:batch
is =mistralai/mistral-medium-3-5:batch
limits 262144 0
price input_mtok=0.75 output_mtok=3.75
model mistralai/mistral-medium-3.1
is =mistralai/mistral-medium-3.1
limits 131072 0
price cache_read_mtok=0.04 input_mtok=0.4 output_mtok=2
model mistralai/mistral-medium-3.1:batch
is =mistralai/mistral-medium-3.1:batch
limits 131072 0
price cache_read_mtok=0.02 input_mtok=0.2 output_mtok=1
model mistralai/mistral-nemo
is =mistralai/mistral-nemo
price input_mtok=0.01 output_mtok=0.019
price from=2026-10-19 input_mtok=0.029 output_mtok=0.03
price from=2026-11-03 cache_read_mtok=0.015 input_mtok=0.15 output_mtok=0.15
model mistralai/mistral-nemo:free
is =mistralai/mistral-nemo:free
price
model mistralai/mistral-saba
is =mistralai/mistral-saba =mistralai/mistral-saba-2502
limits 32768 0
price input_mtok=0.2 output_mtok=0.6
price from=2026-10-19 cache_read_mtok=0.02 input_mtok=0.2 output_mtok=0.6
model mistralai/mistral-small
is =mistralai/mistral-small
price input_mtok=0.2 output_mtok=0.6
model mistralai/mistral-small-24b-instruct-2501
is =mistralai/mistral-small-24b-instruct-2501
limits 32768 0
price input_mtok=0.05 output_mtok=0.09
price from=2026-10-19 input_mtok=0.05 output_mtok=0.08
model mistralai/mistral-small-24b-instruct-2501:free
is =mistralai/mistral-small-24b-instruct-2501:free
price
model mistralai/mistral-small-2603
is =mistralai/mistral-small-2603
price cache_read_mtok=0.015 input_mtok=0.15 output_mtok=0.6
model mistralai/mistral-small-2603:batch
is =mistralai/mistral-small-2603:batch
limits 262144 0
price cache_read_mtok=0.0075 input_mtok=0.075 output_mtok=0.3
model mistralai/mistral-small-3.1-24b-instruct
is =mistralai/mistral-small-3.1-24b-instruct =mistralai/mistral-small-3.1-24b-instruct-2503
limits 128000 0
price input_mtok=0.05 output_mtok=0.15
price from=2026-10-19 input_mtok=0.351 output_mtok=0.555
model mistralai/mistral-small-3.1-24b-instruct:free
is =mistralai/mistral-small-3.1-24b-instruct:free
price
model mistralai/mistral-small-3.2-24b-instruct
is =mistralai/mistral-small-3.2-24b-instruct =mistralai/mistral-small-3.2-24b-instruct-2506
price input_mtok=0.075 output_mtok=0.2
price from=2026-10-19 input_mtok=0.09375 output_mtok=0.25
price from=2026-11-03 cache_read_mtok=0.01 input_mtok=0.1 output_mtok=0.3
model mistralai/mistral-tiny
is =mistralai/mistral-tiny
price input_mtok=0.25 output_mtok=0.25
model mistralai/mixtral-8x22b-instruct
is =mistralai/mixtral-8x22b-instruct
limits 65536 0
price input_mtok=0.9 output_mtok=0.9
price from=2026-10-19 cache_read_mtok=0.2 input_mtok=2 output_mtok=6
model mistralai/mixtral-8x7b-instruct
is =mistralai/mixtral-8x7b-instruct
price input_mtok=0.24 output_mtok=0.24
model mistralai/pixtral-12b
is =mistralai/pixtral-12b
price input_mtok=0.1 output_mtok=0.1
model mistralai/pixtral-large-2411
is =mistralai/pixtral-large-2411
price input_mtok=2 output_mtok=6
model mistralai/voxtral-small-24b-2507
is =mistralai/voxtral-small-24b-2507
limits 32000 0
price cache_read_mtok=0.01 input_mtok=0.1 output_mtok=0.3
model mixtral-8x7b-instruct
is =mixtral-8x7b-instruct
price input_mtok=0.08 output_mtok=0.24
model mn-celeste-12b
is =mn-celeste-12b
price input_mtok=0.8 output_mtok=1.2
model mn-inferor-12b
is =mn-inferor-12b
price input_mtok=0.8 output_mtok=1.2
model mn-starcannon-12b
is =mn-starcannon-12b
price input_mtok=0.8 output_mtok=1.2
model moondream/moondream3-preview
is =moondream/moondream3-preview =moondream/moondream3-preview-20261013
limits 32000 0
price input_mtok=0.3 output_mtok=2.5
model moondream/moondream3.1-9b-a2b
is =moondream/moondream3.1-9b-a2b =moondream/moondream3.1-9b-a2b-20261013
limits 32000 0
price input_mtok=0.3 output_mtok=2.5
model moonshotai/kimi-k2
is =moonshotai/kimi-k2
limits 131072 0
price input_mtok=0.57 output_mtok=2.3
model moonshotai/kimi-k2-0905
is =moonshotai/kimi-k2-0905
limits 262144 0
price input_mtok=0.6 output_mtok=2.5
model moonshotai/kimi-k2-thinking
is =moonshotai/kimi-k2-thinking =moonshotai/kimi-k2-thinking-20251106
limits 262144 0
price input_mtok=0.6 output_mtok=2.5
price from=2026-10-19 cache_read_mtok=0.15 input_mtok=0.6 output_mtok=2.5
model moonshotai/kimi-k2.5
is =moonshotai/kimi-k2.5 =moonshotai/kimi-k2.5-0127
price cache_read_mtok=0.09 input_mtok=0.4 output_mtok=1.9
price from=2026-10-19 cache_read_mtok=0.15 input_mtok=0.5 output_mtok=2.5
price from=2026-11-03 cache_read_mtok=0.209 input_mtok=0.532 output_mtok=3.325
model moonshotai/kimi-k2.6
is =moonshotai/kimi-k2.6 =moonshotai/kimi-k2.6-20260420
price cache_read_mtok=0.34 input_mtok=0.68 output_mtok=3.41
price from=2026-10-19 cache_read_mtok=0.15 input_mtok=0.65 output_mtok=3.41
price from=2026-11-03 cache_read_mtok=0.16 input_mtok=0.95 output_mtok=4
model moonshotai/kimi-k2.6:free
is =moonshotai/kimi-k2.6:free
price
model moonshotai/kimi-k2.7-code
is =moonshotai/kimi-k2.7-code =moonshotai/kimi-k2.7-code-20260612
limits 262144 0
price cache_read_mtok=0.16 input_mtok=0.75 output_mtok=3.5
price from=2026-10-19 cache_read_mtok=0.18 input_mtok=0.6712 output_mtok=3.35
price from=2026-11-03 cache_read_mtok=0.19 input_mtok=0.95 output_mtok=4
model moonshotai/kimi-k3
is =moonshotai/kimi-k3 =moonshotai/kimi-k3-20260715
limits 1048576 0
price cache_read_mtok=0.3 input_mtok=3 output_mtok=15
price from=2026-10-19 cache_read_mtok=0.21 input_mtok=0.239 output_mtok=11.936
price from=2026-11-03 cache_read_mtok=0.3 input_mtok=3 output_mtok=15
model moonshotai/kimi-k3.1-pro
is =moonshotai/kimi-k3.1-pro =moonshotai/kimi-k3.1-pro-20261023
limits 1048576 0
price cache_read_mtok=0.2 input_mtok=2 output_mtok=10
model moonshotai/kimi-k3:batch
is =moonshotai/kimi-k3:batch
limits 1048576 0
price cache_read_mtok=0.228 input_mtok=2.28 output_mtok=11.4
price from=2026-11-09 cache_read_mtok=0.226 input_mtok=0.917 output_mtok=6
model moonshotai/kimi-vl-a3b-thinking:free
is =moonshotai/kimi-vl-a3b-thinking:free
price
model moonshotai/moonlight-16b-a3b-instruct:free
is =moonshotai/moonlight-16b-a3b-instruct:free
price
model morph/morph-v3-fast
is =morph/morph-v3-fast
limits 81920 0
price input_mtok=0.8 output_mtok=1.2
model morph/morph-v3-fast:batch
is =morph/morph-v3-fast:batch
limits 81920 0
price input_mtok=0.4 output_mtok=0.6
model morph/morph-v3-large
is =morph/morph-v3-large
limits 262144 0
price input_mtok=0.9 output_mtok=1.9
model morph/morph-v3-large:batch
is =morph/morph-v3-large:batch
limits 262144 0
price input_mtok=0.45 output_mtok=0.95
model mythalion-13b
is =mythalion-13b
price input_mtok=0.8 output_mtok=1.2
model neversleep/llama-3-lumimaid-70b
is =neversleep/llama-3-lumimaid-70b
price input_mtok=3.375 output_mtok=4.5
model neversleep/llama-3-lumimaid-8b
is =neversleep/llama-3-lumimaid-8b =neversleep/llama-3-lumimaid-8b:extended
price input_mtok=0.09375 output_mtok=0.75
model neversleep/llama-3.1-lumimaid-70b
is =neversleep/llama-3.1-lumimaid-70b
price input_mtok=1.5 output_mtok=2.25
model neversleep/llama-3.1-lumimaid-8b
is =neversleep/llama-3.1-lumimaid-8b
price input_mtok=0.09375 output_mtok=0.75
model neversleep/noromaid-20b
is =neversleep/noromaid-20b
price input_mtok=0.75 output_mtok=1.5
model nex-agi/nex-n2-pro:free
is =nex-agi/nex-n2-pro:free
price
model nex-agi/nex-n2.5-mini
is =nex-agi/nex-n2.5-mini =nex-agi/nex-n2.5-mini-20260908
limits 262144 0
price cache_read_mtok=0.0025 input_mtok=0.025 output_mtok=0.1
model nex-agi/nex-n2.5-pro
is =nex-agi/nex-n2.5-pro =nex-agi/nex-n2.5-pro-20260907
limits 262144 0
price cache_read_mtok=0.015 input_mtok=0.075 output_mtok=0.25
model noromaid-20b
is =noromaid-20b
price input_mtok=1.25 output_mtok=2
model nothingiisreal/mn-celeste-12b
is =nothingiisreal/mn-celeste-12b
price input_mtok=0.8 output_mtok=1.2
model nous-hermes-2-mixtral-8x7b-dpo
is =nous-hermes-2-mixtral-8x7b-dpo
price input_mtok=0.6 output_mtok=0.6
model nousresearch/deephermes-3-llama-3-8b-preview:free
is =nousresearch/deephermes-3-llama-3-8b-preview:free
price
model nousresearch/hermes-2-pro-llama-3-8b
is =nousresearch/hermes-2-pro-llama-3-8b
price input_mtok=0.025 output_mtok=0.04
model nousresearch/hermes-3-llama-3.1-405b
is =nousresearch/hermes-3-llama-3.1-405b
limits 131072 0
price input_mtok=0.7 output_mtok=0.8
price from=2026-10-19 input_mtok=1 output_mtok=1
model nousresearch/hermes-3-llama-3.1-405b:free
is =nousresearch/hermes-3-llama-3.1-405b:free
price
model nousresearch/hermes-3-llama-3.1-70b
is =nousresearch/hermes-3-llama-3.1-70b
limits 131072 0
price input_mtok=0.12 output_mtok=0.3
price from=2026-10-19 input_mtok=0.7 output_mtok=0.7
model nousresearch/hermes-4-405b
is =nousresearch/hermes-4-405b
limits 131072 0
price input_mtok=1 output_mtok=3
price from=2026-11-03 cache_read_mtok=0.2 input_mtok=1 output_mtok=3
model nousresearch/hermes-4-70b
is =nousresearch/hermes-4-70b
limits 131072 0
price input_mtok=0.13 output_mtok=0.4
model nousresearch/nous-hermes-2-mixtral-8x7b-dpo
is =nousresearch/nous-hermes-2-mixtral-8x7b-dpo
price input_mtok=0.6 output_mtok=0.6
model nousresearch/nous-hermes-llama2-13b
is =nousresearch/nous-hermes-llama2-13b
price input_mtok=0.18 output_mtok=0.18
model nvidia/llama-3.1-nemotron-70b-instruct
is =nvidia/llama-3.1-nemotron-70b-instruct
price input_mtok=0.12 output_mtok=0.3
model nvidia/llama-3.1-nemotron-70b-instruct:free
is =nvidia/llama-3.1-nemotron-70b-instruct:free
price
model nvidia/llama-3.1-nemotron-nano-8b-v1:free
is =nvidia/llama-3.1-nemotron-nano-8b-v1:free
price
model nvidia/llama-3.1-nemotron-ultra-253b-v1:free
is =nvidia/llama-3.1-nemotron-ultra-253b-v1:free
price
model nvidia/llama-3.3-nemotron-super-49b-v1.5
is =nvidia/llama-3.3-nemotron-super-49b-v1.5
price input_mtok=0.4 output_mtok=0.4
model nvidia/llama-3.3-nemotron-super-49b-v1:free
is =nvidia/llama-3.3-nemotron-super-49b-v1:free
price
model nvidia/nemotron-3-nano-30b-a3b
is =nvidia/nemotron-3-nano-30b-a3b
limits 262144 0
price input_mtok=0.05 output_mtok=0.2
price from=2026-10-19 input_mtok=0.06 output_mtok=0.24
price from=2026-11-03 cache_read_mtok=0.012 input_mtok=0.06 output_mtok=0.24
model nvidia/nemotron-3-nano-30b-a3b:free
is =nvidia/nemotron-3-nano-30b-a3b:free
price
model nvidia/nemotron-3-nano-omni-30b-a3b-reasoning:free
is =nvidia/nemotron-3-nano-omni-30b-a3b-reasoning:free
limits 256000 0
price
model nvidia/nemotron-3-super-120b-a12b
is =nvidia/nemotron-3-super-120b-a12b =nvidia/nemotron-3-super-120b-a12b-20230311
price input_mtok=0.09 output_mtok=0.45
price from=2026-10-19 input_mtok=0.08 output_mtok=0.45
price from=2026-11-03 input_mtok=0.085 output_mtok=0.4
price from=2026-11-09 input_mtok=0.08 output_mtok=0.45
model nvidia/nemotron-3-super-120b-a12b:free
is =nvidia/nemotron-3-super-120b-a12b:free
limits 262144 0
price
model nvidia/nemotron-3-ultra-550b-a55b
is =nvidia/nemotron-3-ultra-550b-a55b =nvidia/nemotron-3-ultra-550b-a55b-20260604
price cache_read_mtok=0.15 input_mtok=0.5 output_mtok=2.5
price from=2026-10-19 cache_read_mtok=0.12 input_mtok=0.6 output_mtok=2.4
model nvidia/nemotron-3-ultra-550b-a55b:free
is =nvidia/nemotron-3-ultra-550b-a55b:free
limits 1000000 0
price
model nvidia/nemotron-3.5-content-safety
is =nvidia/nemotron-3.5-content-safety =nvidia/nemotron-3.5-content-safety-20260604
limits 131072 0
price input_mtok=0.2 output_mtok=0.2
model nvidia/nemotron-3.5-content-safety:free
is =nvidia/nemotron-3.5-content-safety:free
limits 128000 0
price
model nvidia/nemotron-3.5-lightning
is =nvidia/nemotron-3.5-lightning =nvidia/nemotron-3.5-lightning-20260807
limits 262144 0
price cache_read_mtok=0.04 input_mtok=0.07 output_mtok=0.2
price from=2026-11-03 cache_read_mtok=0.01 input_mtok=0.05 output_mtok=0.2
model nvidia/nemotron-3.5-lightning:free
is =nvidia/nemotron-3.5-lightning:free
limits 1000000 0
price
model nvidia/nemotron-3.5-super-vl
is =nvidia/nemotron-3.5-super-vl =nvidia/nemotron-3.5-super-vl-20261015
limits 1048576 0
price cache_read_mtok=0.08 input_mtok=0.1 output_mtok=0.4
price from=2026-10-20 cache_read_mtok=0.02 input_mtok=0.15 output_mtok=0.5
model nvidia/nemotron-3.5-super-vl:free
is =nvidia/nemotron-3.5-super-vl:free
limits 1000000 0
price
model nvidia/nemotron-nano-12b-v2-vl:free
is =nvidia/nemotron-nano-12b-v2-vl:free
price
model nvidia/nemotron-nano-9b-v2
is =nvidia/nemotron-nano-9b-v2
price input_mtok=0.04 output_mtok=0.16
model nvidia/nemotron-nano-9b-v2:free
is =nvidia/nemotron-nano-9b-v2:free
price
model o1-mini
is =o1-mini =o1-mini-2024-09-12
price cache_read_mtok=0.55 input_mtok=1.1 output_mtok=4.4
model open-r1/olympiccoder-32b:free
is =open-r1/olympiccoder-32b:free
price
model open-r1/olympiccoder-7b:free
is =open-r1/olympiccoder-7b:free
price
model openai/chatgpt-4o-latest
is =openai/chatgpt-4o-latest
price input_mtok=5 output_mtok=15
model openai/codex-mini
is =openai/codex-mini
price cache_read_mtok=0.375 input_mtok=1.5 output_mtok=6
model openai/gpt-3.5-turbo
is =openai/gpt-3.5-turbo =gpt-3.5-turbo-0125
limits 16385 0
price input_mtok=0.5 output_mtok=1.5
model openai/gpt-3.5-turbo-0613
is =openai/gpt-3.5-turbo-0613
limits 4095 0
price input_mtok=1 output_mtok=2
model openai/gpt-3.5-turbo-1106
is =openai/gpt-3.5-turbo-1106
price input_mtok=1 output_mtok=2
model openai/gpt-3.5-turbo-16k
is =openai/gpt-3.5-turbo-16k
limits 16385 0
price input_mtok=3 output_mtok=4
model openai/gpt-3.5-turbo-instruct
is =openai/gpt-3.5-turbo-instruct
limits 4095 0
price input_mtok=1.5 output_mtok=2
model openai/gpt-3.5-turbo:batch
is =openai/gpt-3.5-turbo:batch
limits 16385 0
price input_mtok=0.25 output_mtok=0.75
model openai/gpt-4
is =openai/gpt-4 =gpt-4-0314
limits 8191 0
price input_mtok=30 output_mtok=60
model openai/gpt-4-1106-preview
is =openai/gpt-4-1106-preview
price input_mtok=10 output_mtok=30
model openai/gpt-4-32k
is =openai/gpt-4-32k =openai/gpt-4-32k-0314
price input_mtok=60 output_mtok=120
model openai/gpt-4-turbo
is =openai/gpt-4-turbo =openai/gpt-4-turbo-preview
limits 128000 0
price input_mtok=10 output_mtok=30
model openai/gpt-4-turbo:batch
is =openai/gpt-4-turbo:batch
limits 128000 0
price input_mtok=5 output_mtok=15
model openai/gpt-4.1
is =openai/gpt-4.1 =openai/gpt-4.1-2025-04-14
limits 1047576 0
price cache_read_mtok=0.5 input_mtok=2 output_mtok=8
model openai/gpt-4.1-mini
is =openai/gpt-4.1-mini =openai/gpt-4.1-mini-2025-04-14
limits 1047576 0
price cache_read_mtok=0.1 input_mtok=0.4 output_mtok=1.6
model openai/gpt-4.1-mini:batch
is =openai/gpt-4.1-mini:batch
limits 1047576 0
price cache_read_mtok=0.05 input_mtok=0.2 output_mtok=0.8
model openai/gpt-4.1-nano
is =openai/gpt-4.1-nano =openai/gpt-4.1-nano-2025-04-14
limits 1047576 0
price cache_read_mtok=0.025 input_mtok=0.1 output_mtok=0.4
price from=2026-11-03 cache_read_mtok=0.03 input_mtok=0.1 output_mtok=0.4
model openai/gpt-4.1-nano:batch
is =openai/gpt-4.1-nano:batch
limits 1047576 0
price cache_read_mtok=0.0125 input_mtok=0.05 output_mtok=0.2
model openai/gpt-4.1:batch
is =openai/gpt-4.1:batch
limits 1047576 0
price cache_read_mtok=0.25 input_mtok=1 output_mtok=4
model openai/gpt-4.5-preview
is =openai/gpt-4.5-preview
price input_mtok=75 output_mtok=150
model openai/gpt-4o
is =openai/gpt-4o =openai/gpt-4o-2024-08-06 =openai/gpt-4o-2024-11-20 =openai/gpt-4o-audio-preview
limits 128000 0
price input_mtok=2.5 output_mtok=10
price from=2026-10-19 cache_read_mtok=1.25 input_mtok=2.5 output_mtok=10
model openai/gpt-4o-2024-05-13
is =openai/gpt-4o-2024-05-13
limits 128000 0
price input_mtok=5 output_mtok=15
model openai/gpt-4o-mini
is =openai/gpt-4o-mini =openai/gpt-4o-mini-2024-07-18
limits 128000 0
price cache_read_mtok=0.075 input_mtok=0.15 output_mtok=0.6
model openai/gpt-4o-mini-search-preview
is =openai/gpt-4o-mini-search-preview
price input_mtok=0.15 output_mtok=0.6
model openai/gpt-4o-mini:batch
is =openai/gpt-4o-mini:batch
limits 128000 0
price cache_read_mtok=0.0375 input_mtok=0.075 output_mtok=0.3
model openai/gpt-4o-search-preview
is =openai/gpt-4o-search-preview
price input_mtok=2.5 output_mtok=10
model openai/gpt-4o:batch
is =openai/gpt-4o:batch
limits 128000 0
price cache_read_mtok=0.625 input_mtok=1.25 output_mtok=5
model openai/gpt-4o:extended
is =openai/gpt-4o:extended
price input_mtok=6 output_mtok=18
model openai/gpt-5
is =openai/gpt-5 =openai/gpt-5-2025-08-07 =openai/gpt-5-chat =openai/gpt-5-codex =openai/gpt-5.1-codex-max
limits 400000 0
price cache_read_mtok=0.125 input_mtok=1.25 output_mtok=10
model openai/gpt-5-image
is =openai/gpt-5-image
limits 400000 0
price cache_read_mtok=1.25 input_mtok=10 output_mtok=10
model openai/gpt-5-image-mini
is =openai/gpt-5-image-mini
limits 400000 0
price cache_read_mtok=0.25 input_mtok=2.5 output_mtok=2
model openai/gpt-5-mini
is =openai/gpt-5-mini =openai/gpt-5-mini-2025-08-07
limits 400000 0
price cache_read_mtok=0.025 input_mtok=0.25 output_mtok=2
model openai/gpt-5-mini:batch
is =openai/gpt-5-mini:batch
limits 400000 0
price cache_read_mtok=0.0125 input_mtok=0.125 output_mtok=1
model openai/gpt-5-nano
is =openai/gpt-5-nano =openai/gpt-5-nano-2025-08-07
limits 400000 0
price cache_read_mtok=0.01 input_mtok=0.05 output_mtok=0.4
price from=2026-10-19 cache_read_mtok=0.005 input_mtok=0.05 output_mtok=0.4
model openai/gpt-5-nano:batch
is =openai/gpt-5-nano:batch
limits 400000 0
price cache_read_mtok=0.0025 input_mtok=0.025 output_mtok=0.2
model openai/gpt-5-pro
is =openai/gpt-5-pro =openai/gpt-5-pro-2025-10-06
limits 400000 0
price input_mtok=15 output_mtok=120
model openai/gpt-5-pro:batch
is =openai/gpt-5-pro:batch
limits 400000 0
price input_mtok=7.5 output_mtok=60
model openai/gpt-5.1
is =openai/gpt-5.1 =openai/gpt-5.1-chat =openai/gpt-5.1-codex =openai/gpt-5.1-20251113
limits 400000 0
price cache_read_mtok=0.13 input_mtok=1.25 output_mtok=10
price from=2026-10-19 cache_read_mtok=0.125 input_mtok=1.25 output_mtok=10
model openai/gpt-5.1-codex-mini
is =openai/gpt-5.1-codex-mini =openai/gpt-5.1-codex-mini-20251113
limits 400000 0
price cache_read_mtok=0.025 input_mtok=0.25 output_mtok=2
price from=2026-10-19 cache_read_mtok=0.03 input_mtok=0.25 output_mtok=2
model openai/gpt-5.1:batch
is =openai/gpt-5.1:batch
limits 400000 0
price cache_read_mtok=0.0625 input_mtok=0.625 output_mtok=5
model openai/gpt-5.2
is =openai/gpt-5.2 =openai/gpt-5.2-20251211 =openai/gpt-5.2-chat =openai/gpt-5.2-codex
limits 400000 0
price cache_read_mtok=0.175 input_mtok=1.75 output_mtok=14
model openai/gpt-5.2-pro
is =openai/gpt-5.2-pro =openai/gpt-5.2-pro-20251211
limits 400000 0
price input_mtok=21 output_mtok=168
model openai/gpt-5.2-pro:batch
is =openai/gpt-5.2-pro:batch
limits 400000 0
price input_mtok=10.5 output_mtok=84
model openai/gpt-5.2:batch
is =openai/gpt-5.2:batch
limits 400000 0
price cache_read_mtok=0.0875 input_mtok=0.875 output_mtok=7
model openai/gpt-5.3-chat
is =openai/gpt-5.3-chat
price cache_read_mtok=0.175 input_mtok=1.75 output_mtok=14
model openai/gpt-5.3-codex
is =openai/gpt-5.3-codex =openai/gpt-5.3-codex-20260224
limits 400000 0
price cache_read_mtok=0.175 input_mtok=1.75 output_mtok=14
model openai/gpt-5.4
is =openai/gpt-5.4 =openai/gpt-5.4-20260305
limits 1050000 0
price cache_read_mtok=0.25/272000:0.5 input_mtok=2.5/272000:5 output_mtok=15/272000:22.5
model openai/gpt-5.4-image-2
is =openai/gpt-5.4-image-2 =openai/gpt-5.4-image-2-20260421
limits 272000 0
price cache_read_mtok=2 input_mtok=8 output_mtok=15
model openai/gpt-5.4-mini
is =openai/gpt-5.4-mini =openai/gpt-5.4-mini-20260317
limits 400000 0
price cache_read_mtok=0.075 input_mtok=0.75 output_mtok=4.5
model openai/gpt-5.4-mini:batch
is =openai/gpt-5.4-mini:batch
limits 400000 0
price cache_read_mtok=0.0375 input_mtok=0.375 output_mtok=2.25
model openai/gpt-5.4-nano
is =openai/gpt-5.4-nano =openai/gpt-5.4-nano-20260317
limits 400000 0
price cache_read_mtok=0.02 input_mtok=0.2 output_mtok=1.25
model openai/gpt-5.4-nano:batch
is =openai/gpt-5.4-nano:batch
limits 400000 0
price cache_read_mtok=0.01 input_mtok=0.1 output_mtok=0.625
model openai/gpt-5.4-pro
is =openai/gpt-5.4-pro =openai/gpt-5.4-pro-20260305
limits 1050000 0
price input_mtok=30/272000:60 output_mtok=180/272000:270
model openai/gpt-5.4-pro:batch
is =openai/gpt-5.4-pro:batch
limits 1050000 0
price input_mtok=15/272000:30 output_mtok=90/272000:135
model openai/gpt-5.4:batch
is =openai/gpt-5.4:batch
limits 1050000 0
price cache_read_mtok=0.125/272000:0.25 input_mtok=1.25/272000:2.5 output_mtok=7.5/272000:11.25
model openai/gpt-5.5
is =openai/gpt-5.5 =openai/gpt-5.5-20260423
limits 1050000 0
price cache_read_mtok=0.5/272000:1 input_mtok=5/272000:10 output_mtok=30/272000:45
model openai/gpt-5.5-pro
is =openai/gpt-5.5-pro =openai/gpt-5.5-pro-20260423
limits 1050000 0
price input_mtok=30/272000:60 output_mtok=180/272000:270
model openai/gpt-5.5-pro:batch
is =openai/gpt-5.5-pro:batch
limits 1050000 0
price input_mtok=15/272000:30 output_mtok=90/272000:135
model openai/gpt-5.5:batch
is =openai/gpt-5.5:batch
limits 1050000 0
price cache_read_mtok=0.25/272000:0.5 input_mtok=2.5/272000:5 output_mtok=15/272000:22.5
model openai/gpt-5.6-luna
is =openai/gpt-5.6-luna ~openai/gpt-5.6-luna-######## =openai/gpt-5.6-luna-20260709
limits 1050000 0
price cache_read_mtok=0.02/272000:0.04 cache_write_mtok=0.25/272000:0.5 input_mtok=0.2/272000:0.4 output_mtok=1.2/272000:1.8
model openai/gpt-5.6-luna-pro
is =openai/gpt-5.6-luna-pro =openai/gpt-5.6-luna-pro-20260709
limits 1050000 0
price cache_read_mtok=0.02/272000:0.04 cache_write_mtok=0.25/272000:0.5 input_mtok=0.2/272000:0.4 output_mtok=1.2/272000:1.8
model openai/gpt-5.6-luna-pro:batch
is =openai/gpt-5.6-luna-pro:batch
limits 1050000 0
price cache_read_mtok=0.01/272000:0.02 cache_write_mtok=0.125/272000:0.25 input_mtok=0.1/272000:0.2 output_mtok=0.6/272000:0.9
model openai/gpt-5.6-luna:batch
is =openai/gpt-5.6-luna:batch
limits 1050000 0
price cache_read_mtok=0.01/272000:0.02 cache_write_mtok=0.125/272000:0.25 input_mtok=0.1/272000:0.2 output_mtok=0.6/272000:0.9
model openai/gpt-5.6-sol
is =openai/gpt-5.6-sol ~openai/gpt-5.6-sol-######## =openai/gpt-5.6-sol-20260709
limits 1050000 0
price cache_read_mtok=0.2/272000:0.4 cache_write_mtok=2.5/272000:5 input_mtok=2/272000:4 output_mtok=10/272000:15
price from=2026-10-19 cache_read_mtok=0.4/272000:0.8 cache_write_mtok=5/272000:10 input_mtok=4/272000:8 output_mtok=20/272000:30
model openai/gpt-5.6-sol-pro
is =openai/gpt-5.6-sol-pro =openai/gpt-5.6-sol-pro-20260709
limits 1050000 0
price cache_read_mtok=0.4/272000:0.8 cache_write_mtok=5/272000:10 input_mtok=4/272000:8 output_mtok=20/272000:30
model openai/gpt-5.6-sol-pro:batch
is =openai/gpt-5.6-sol-pro:batch
limits 1050000 0
price cache_read_mtok=0.2/272000:0.4 cache_write_mtok=2.5/272000:5 input_mtok=2/272000:4 output_mtok=10/272000:15
model openai/gpt-5.6-sol:batch
is =openai/gpt-5.6-sol:batch
limits 1050000 0
price cache_read_mtok=0.2/272000:0.4 cache_write_mtok=2.5/272000:5 input_mtok=2/272000:4 output_mtok=10/272000:15
model openai/gpt-5.6-terra
is =openai/gpt-5.6-terra ~openai/gpt-5.6-terra-######## =openai/gpt-5.6-terra-20260709
limits 1050000 0
price cache_read_mtok=0.2/272000:0.4 cache_write_mtok=2.5/272000:5 input_mtok=2/272000:4 output_mtok=12/272000:18
model openai/gpt-5.6-terra-pro
is =openai/gpt-5.6-terra-pro =openai/gpt-5.6-terra-pro-20260709
limits 1050000 0
price cache_read_mtok=0.2/272000:0.4 cache_write_mtok=2.5/272000:5 input_mtok=2/272000:4 output_mtok=12/272000:18
model openai/gpt-5.6-terra-pro:batch
is =openai/gpt-5.6-terra-pro:batch
limits 1050000 0
price cache_read_mtok=0.1/272000:0.2 cache_write_mtok=1.25/272000:2.5 input_mtok=1/272000:2 output_mtok=6/272000:9
model openai/gpt-5.6-terra:batch
is =openai/gpt-5.6-terra:batch
limits 1050000 0
price cache_read_mtok=0.1/272000:0.2 cache_write_mtok=1.25/272000:2.5 input_mtok=1/272000:2 output_mtok=6/272000:9
model openai/gpt-5:batch
is =openai/gpt-5:batch
limits 400000 0
price cache_read_mtok=0.0625 input_mtok=0.625 output_mtok=5
model openai/gpt-6-astra
is =openai/gpt-6-astra =openai/gpt-6-astra-20260903 =openai/gpt-6-astra-pro =openai/gpt-6-astra-pro-20260903
limits 1050000 0
price cache_read_mtok=1/272000:2 cache_write_mtok=12.5/272000:25 input_mtok=10/272000:20 output_mtok=50/272000:75
model openai/gpt-6-astra-pro:batch
is =openai/gpt-6-astra-pro:batch
limits 1050000 0
price cache_read_mtok=0.5/272000:1 cache_write_mtok=6.25/272000:12.5 input_mtok=5/272000:10 output_mtok=25/272000:37.5
model openai/gpt-6-astra:batch
is =openai/gpt-6-astra:batch
limits 1050000 0
price cache_read_mtok=0.5/272000:1 cache_write_mtok=6.25/272000:12.5 input_mtok=5/272000:10 output_mtok=25/272000:37.5
model openai/gpt-6-luna
is =openai/gpt-6-luna =openai/gpt-6-luna-pro ~openai/gpt-6-luna-######## =openai/gpt-6-luna-20260922
limits 1050000 0
price cache_read_mtok=0.01/272000:0.02 cache_write_mtok=0.125/272000:0.25 input_mtok=0.1/272000:0.2 output_mtok=0.5/272000:0.75 web_searches_kcount=10
model openai/gpt-6-luna:batch
is =openai/gpt-6-luna:batch =openai/gpt-6-luna-pro:batch
limits 1050000 0
price cache_read_mtok=0.005/272000:0.01 cache_write_mtok=0.0625/272000:0.125 input_mtok=0.05/272000:0.1 output_mtok=0.25/272000:0.375 web_searches_kcount=10
model openai/gpt-6-sol
is =openai/gpt-6-sol =openai/gpt-6-sol-pro ~openai/gpt-6-sol-######## =openai/gpt-6-sol-20260922
limits 1050000 0
price cache_read_mtok=0.2/272000:0.4 cache_write_mtok=2.5/272000:5 input_mtok=2/272000:4 output_mtok=10/272000:15 web_searches_kcount=10
model openai/gpt-6-sol:batch
is =openai/gpt-6-sol:batch =openai/gpt-6-sol-pro:batch
limits 1050000 0
price cache_read_mtok=0.1/272000:0.2 cache_write_mtok=1.25/272000:2.5 input_mtok=1/272000:2 output_mtok=5/272000:7.5 web_searches_kcount=10
model openai/gpt-6.1-sol
is =openai/gpt-6.1-sol =openai/gpt-6.1-sol-pro ~openai/gpt-6.1-sol-######## ~openai/gpt-6.1-sol-pro-######## =openai/gpt-6.1-sol-20260929
limits 1050000 0
price cache_read_mtok=0.1/272000:0.2 cache_write_mtok=2.5/272000:5 input_mtok=2/272000:4 output_mtok=10/272000:15 web_searches_kcount=10
model openai/gpt-6.1-sol:batch
is =openai/gpt-6.1-sol:batch =openai/gpt-6.1-sol-pro:batch
limits 1050000 0
price cache_read_mtok=0.05/272000:0.1 cache_write_mtok=1.25/272000:2.5 input_mtok=1/272000:2 output_mtok=5/272000:7.5 web_searches_kcount=10
model openai/gpt-6.1-terra
is =openai/gpt-6.1-terra =openai/gpt-6.1-terra-20261026 =openai/gpt-6.1-terra-pro =openai/gpt-6.1-terra-pro-20261026
limits 1050000 0
price cache_read_mtok=0.05/272000:0.1 cache_write_mtok=1.25/272000:2.5 input_mtok=1/272000:2 output_mtok=5/272000:7.5
model openai/gpt-6.1-terra-pro:batch
is =openai/gpt-6.1-terra-pro:batch
limits 1050000 0
price cache_read_mtok=0.025/272000:0.05 cache_write_mtok=0.625/272000:1.25 input_mtok=0.5/272000:1 output_mtok=2.5/272000:3.75
model openai/gpt-6.1-terra:batch
is =openai/gpt-6.1-terra:batch
limits 1050000 0
price cache_read_mtok=0.025/272000:0.05 cache_write_mtok=0.625/272000:1.25 input_mtok=0.5/272000:1 output_mtok=2.5/272000:3.75
model openai/gpt-audio
is =openai/gpt-audio
limits 128000 0
price input_mtok=2.5 output_mtok=10
model openai/gpt-audio-mini
is =openai/gpt-audio-mini
limits 128000 0
price input_mtok=0.6 output_mtok=2.4
model openai/gpt-chat-latest
is =openai/gpt-chat-latest =openai/gpt-chat-latest-20260505
limits 400000 0
price cache_read_mtok=0.5 input_mtok=5 output_mtok=30
model openai/gpt-oss-120b
is =openai/gpt-oss-120b
price input_mtok=0.039 output_mtok=0.18
price from=2026-10-19 cache_read_mtok=0.075 input_mtok=0.15 output_mtok=0.6
price from=2026-11-03 input_mtok=0.1 output_mtok=0.5
model openai/gpt-oss-120b:batch
is =openai/gpt-oss-120b:batch
limits 131072 0
price input_mtok=0.0296 output_mtok=0.136
model openai/gpt-oss-120b:free
is =openai/gpt-oss-120b:free
price
model openai/gpt-oss-20b
is =openai/gpt-oss-20b
limits 131072 0
price input_mtok=0.029 output_mtok=0.14
price from=2026-10-19 cache_read_mtok=0.009 input_mtok=0.018 output_mtok=0.09
price from=2026-11-03 cache_read_mtok=0.009 input_mtok=0.03 output_mtok=0.14
model openai/gpt-oss-20b:batch
is =openai/gpt-oss-20b:batch
limits 131072 0
price input_mtok=0.024 output_mtok=0.112
model openai/gpt-oss-20b:free
is =openai/gpt-oss-20b:free
price
model openai/gpt-oss-safeguard-20b
is =openai/gpt-oss-safeguard-20b
limits 131072 0
price cache_read_mtok=0.037 input_mtok=0.075 output_mtok=0.3
price from=2026-10-19 cache_read_mtok=0.0375 input_mtok=0.075 output_mtok=0.3
model openai/o1
is =openai/o1 =o1-preview =o1-preview-2024-09-12 =openai/o1-2024-12-17
price cache_read_mtok=7.5 input_mtok=15 output_mtok=60
model openai/o1-mini
is =openai/o1-mini =openai/o1-mini-2024-09-12
price input_mtok=1.1 output_mtok=4.4
model openai/o1-pro
is =openai/o1-pro
limits 200000 0
price input_mtok=150 output_mtok=600
model openai/o3
is =openai/o3 =openai/o3-2025-04-16
limits 200000 0
price cache_read_mtok=0.5 input_mtok=2 output_mtok=8
model openai/o3-deep-research
is =openai/o3-deep-research
price cache_read_mtok=2.5 input_mtok=10 output_mtok=40
model openai/o3-mini
is =openai/o3-mini =openai/o3-mini-high =openai/o3-mini-2025-01-31
limits 200000 0
price cache_read_mtok=0.55 input_mtok=1.1 output_mtok=4.4
model openai/o3-mini:batch
is =openai/o3-mini:batch
limits 200000 0
price cache_read_mtok=0.275 input_mtok=0.55 output_mtok=2.2
model openai/o3-pro
is =openai/o3-pro =openai/o3-pro-2025-06-10
limits 200000 0
price input_mtok=20 output_mtok=80
model openai/o3:batch
is =openai/o3:batch
limits 200000 0
price cache_read_mtok=0.25 input_mtok=1 output_mtok=4
model openai/o4-mini
is =openai/o4-mini =openai/o4-mini-high =openai/o4-mini-2025-04-16
limits 200000 0
price cache_read_mtok=0.275 input_mtok=1.1 output_mtok=4.4
model openai/o4-mini-deep-research
is =openai/o4-mini-deep-research
price cache_read_mtok=0.5 input_mtok=2 output_mtok=8
model openai/o4-mini:batch
is =openai/o4-mini:batch
limits 200000 0
price cache_read_mtok=0.1375 input_mtok=0.55 output_mtok=2.2
model openchat/openchat-7b
is =openchat/openchat-7b
price input_mtok=0.07 output_mtok=0.07
model openhands-lm-32b-v0.1
is =openhands-lm-32b-v0.1
price input_mtok=2.6 output_mtok=3.4
model particle-ai/particle-1
is =particle-ai/particle-1 =particle-ai/particle-1-20261027
limits 1048576 0
price cache_read_mtok=0.003 input_mtok=0.05 output_mtok=0.5
model perceptron/perceptron-mk1
is =perceptron/perceptron-mk1 =perceptron/perceptron-mk1-20260512
limits 32768 0
price input_mtok=0.15 output_mtok=1.5
model perceptron/perceptron-mk1.5
is =perceptron/perceptron-mk1.5 =perceptron/perceptron-mk1.5-20260925
limits 36864 0
price input_mtok=0.15 output_mtok=1.5
model perplexity/llama-3.1-sonar-large-128k-online
is =perplexity/llama-3.1-sonar-large-128k-online
price input_mtok=1 output_mtok=1
model perplexity/llama-3.1-sonar-small-128k-online
is =perplexity/llama-3.1-sonar-small-128k-online
price input_mtok=0.2 output_mtok=0.2
model perplexity/pplx-decider-v1-27b
is =perplexity/pplx-decider-v1-27b
limits 262144 0
price input_mtok=0.04
model perplexity/pplx-decider-v1.1-27b
is =perplexity/pplx-decider-v1.1-27b
limits 262144 0
price input_mtok=0.02
model perplexity/r1-1776
is =perplexity/r1-1776
price input_mtok=2 output_mtok=8
model perplexity/sonar
is =perplexity/sonar
limits 127072 0
price input_mtok=1 output_mtok=1
model perplexity/sonar-deep-research
is =perplexity/sonar-deep-research
limits 128000 0
price input_mtok=2 output_mtok=8 output_reasoning_mtok=3
model perplexity/sonar-pro
is =perplexity/sonar-pro
limits 200000 0
price input_mtok=3 output_mtok=15
model perplexity/sonar-pro-search
is =perplexity/sonar-pro-search
limits 200000 0
price input_mtok=3 output_mtok=15
model perplexity/sonar-reasoning
is =perplexity/sonar-reasoning
price input_mtok=1 output_mtok=5
model perplexity/sonar-reasoning-pro
is =perplexity/sonar-reasoning-pro
limits 128000 0
price input_mtok=2 output_mtok=8
model phi-3-medium-128k-instruct
is =phi-3-medium-128k-instruct
price input_mtok=1 output_mtok=1
model phi-3-mini-128k-instruct
is =phi-3-mini-128k-instruct
price input_mtok=0.1 output_mtok=0.1
model phi-3.5-mini-128k-instruct
is =phi-3.5-mini-128k-instruct
price input_mtok=0.1 output_mtok=0.1
model phi-4-multimodal-instruct
is =phi-4-multimodal-instruct
price input_mtok=0.05 output_mtok=0.1
model phi-4-reasoning-plus
is =phi-4-reasoning-plus
price input_mtok=0.07 output_mtok=0.35
model phi-4-reasoning-plus:free
is =phi-4-reasoning-plus:free
price
model phi-4-reasoning:free
is =phi-4-reasoning:free
price
model pixtral-12b
is =pixtral-12b
price input_mtok=0.1 output_mtok=0.1
model pixtral-large-2411
is =pixtral-large-2411
price input_mtok=2 output_mtok=6
model poolside/laguna-m.1:free
is =poolside/laguna-m.1:free
price
model poolside/laguna-s-2.1
is =poolside/laguna-s-2.1 =poolside/laguna-s-2.1-20260720
limits 1048576 0
price cache_read_mtok=0.009 input_mtok=0.09 output_mtok=0.18
model poolside/laguna-s-2.1:free
is =poolside/laguna-s-2.1:free
limits 262144 0
price
model poolside/laguna-xs-2.1
is =poolside/laguna-xs-2.1 =poolside/laguna-xs-2.1-20260625
limits 262144 0
price cache_read_mtok=0.03 input_mtok=0.06 output_mtok=0.12
model poolside/laguna-xs-2.1:free
is =poolside/laguna-xs-2.1:free
limits 262144 0
price
model poolside/laguna-xs.2:free
is =poolside/laguna-xs.2:free
price
model prime-intellect/intellect-3
is =prime-intellect/intellect-3
price input_mtok=0.2 output_mtok=1.1
model prism-ml/ternary-bonsai-2-27b
is =prism-ml/ternary-bonsai-2-27b =prism-ml/ternary-bonsai-2-27b-20260918
limits 262144 0
price cache_read_mtok=0.0375 input_mtok=0.075 output_mtok=0.5
model prism-ml/ternary-bonsai-2-9b
is =prism-ml/ternary-bonsai-2-9b =prism-ml/ternary-bonsai-2-9b-20261015
limits 262144 0
price cache_read_mtok=0.04 input_mtok=0.08 output_mtok=0.13
model pygmalionai/mythalion-13b
is =pygmalionai/mythalion-13b
price input_mtok=0.5625 output_mtok=1.125
model qwen-2-72b-instruct
is =qwen-2-72b-instruct
price input_mtok=0.9 output_mtok=0.9
model qwen-2.5-72b-instruct:free
is =qwen-2.5-72b-instruct:free
price
model qwen-2.5-coder-32b-instruct:free
is =qwen-2.5-coder-32b-instruct:free
price
model qwen-2.5-vl-7b-instruct
is =qwen-2.5-vl-7b-instruct
price input_mtok=0.2 output_mtok=0.2
model qwen-max
is =qwen-max
price cache_read_mtok=0.64 input_mtok=1.6 output_mtok=6.4
model qwen-turbo
is =qwen-turbo
price cache_read_mtok=0.02 input_mtok=0.05 output_mtok=0.2
model qwen-vl-max
is =qwen-vl-max
price input_mtok=0.8 output_mtok=3.2
model qwen-vl-plus
is =qwen-vl-plus
price input_mtok=0.21 output_mtok=0.63
model qwen/qwen-2-72b-instruct
is =qwen/qwen-2-72b-instruct
price input_mtok=0.9 output_mtok=0.9
model qwen/qwen-2.5-72b-instruct
is =qwen/qwen-2.5-72b-instruct
price input_mtok=0.12 output_mtok=0.39
price from=2026-10-19 input_mtok=0.36 output_mtok=0.4
model qwen/qwen-2.5-72b-instruct:free
is =qwen/qwen-2.5-72b-instruct:free
price
model qwen/qwen-2.5-7b-instruct
is =qwen/qwen-2.5-7b-instruct
limits 32768 0
price input_mtok=0.04 output_mtok=0.1
price from=2026-10-19 input_mtok=0.1 output_mtok=0.2
model qwen/qwen-2.5-7b-instruct:free
is =qwen/qwen-2.5-7b-instruct:free
price
model qwen/qwen-2.5-coder-32b-instruct
is =qwen/qwen-2.5-coder-32b-instruct
limits 32768 0
price input_mtok=0.06 output_mtok=0.15
price from=2026-10-19 input_mtok=0.66 output_mtok=1
model qwen/qwen-2.5-coder-32b-instruct:free
is =qwen/qwen-2.5-coder-32b-instruct:free
price
model qwen/qwen-2.5-vl-72b-instruct
is =qwen/qwen-2.5-vl-72b-instruct
price input_mtok=0.6 output_mtok=0.6
model qwen/qwen-2.5-vl-7b-instruct
is =qwen/qwen-2.5-vl-7b-instruct
price input_mtok=0.2 output_mtok=0.2
model qwen/qwen-2.5-vl-7b-instruct:free
is =qwen/qwen-2.5-vl-7b-instruct:free
price
model qwen/qwen-max
is =qwen/qwen-max
price input_mtok=1.6 output_mtok=6.4
model qwen/qwen-plus
is =qwen/qwen-plus =qwen/qwen-plus-2025-01-25
limits 1000000 0
price cache_read_mtok=0.16 input_mtok=0.4 output_mtok=1.2
price from=2026-10-19 cache_read_mtok=0.052/256000:0.156 cache_write_mtok=0.325/256000:0.975 input_mtok=0.26/256000:0.78 output_mtok=0.78/256000:2.34
model qwen/qwen-plus-2025-07-28
is =qwen/qwen-plus-2025-07-28
limits 1000000 0
price input_mtok=0.26 output_mtok=0.78
model qwen/qwen-plus-2025-07-28:thinking
is =qwen/qwen-plus-2025-07-28:thinking
price cache_write_mtok=0.325 input_mtok=0.26 output_mtok=0.78
model qwen/qwen-turbo
is =qwen/qwen-turbo
price input_mtok=0.05 output_mtok=0.2
model qwen/qwen-vl-max
is =qwen/qwen-vl-max
price input_mtok=0.8 output_mtok=3.2
model qwen/qwen-vl-plus
is =qwen/qwen-vl-plus
price input_mtok=0.21 output_mtok=0.63
model qwen/qwen2.5-coder-7b-instruct
is =qwen/qwen2.5-coder-7b-instruct
price input_mtok=0.2 output_mtok=0.2
model qwen/qwen2.5-vl-32b-instruct
is =qwen/qwen2.5-vl-32b-instruct
price input_mtok=0.9 output_mtok=0.9
model qwen/qwen2.5-vl-32b-instruct:free
is =qwen/qwen2.5-vl-32b-instruct:free
price
model qwen/qwen2.5-vl-3b-instruct:free
is =qwen/qwen2.5-vl-3b-instruct:free
price
model qwen/qwen2.5-vl-72b-instruct
is =qwen/qwen2.5-vl-72b-instruct
price input_mtok=0.7 output_mtok=0.7
price from=2026-10-19 cache_read_mtok=0.4 input_mtok=0.8 output_mtok=1
model qwen/qwen2.5-vl-72b-instruct:free
is =qwen/qwen2.5-vl-72b-instruct:free
price
model qwen/qwen3-14b
is =qwen/qwen3-14b =qwen/qwen3-14b-04-28
price input_mtok=0.06 output_mtok=0.24
price from=2026-10-19 input_mtok=0.12 output_mtok=0.24
price from=2026-11-03 input_mtok=0.1 output_mtok=0.22
model qwen/qwen3-235b-a22b
is =qwen/qwen3-235b-a22b
limits 131072 0
price input_mtok=0.13 output_mtok=0.6
model qwen/qwen3-235b-a22b-2507
is =qwen/qwen3-235b-a22b-2507 =qwen/qwen3-235b-a22b-07-25
price input_mtok=0.09 output_mtok=0.1
price from=2026-10-19 input_mtok=0.09 output_mtok=0.55
model qwen/qwen3-235b-a22b-thinking-2507
is =qwen/qwen3-235b-a22b-thinking-2507
price input_mtok=0.1 output_mtok=0.1
price from=2026-10-19 input_mtok=0.45 output_mtok=3.5
model qwen/qwen3-30b-a3b
is =qwen/qwen3-30b-a3b =qwen/qwen3-30b-a3b-04-28
price input_mtok=0.08 output_mtok=0.29
price from=2026-10-19 input_mtok=0.12 output_mtok=0.5
model qwen/qwen3-30b-a3b-instruct-2507
is =qwen/qwen3-30b-a3b-instruct-2507
price input_mtok=0.04815 output_mtok=0.19305
price from=2026-10-19 input_mtok=0.09 output_mtok=0.3
model qwen/qwen3-30b-a3b-thinking-2507
is =qwen/qwen3-30b-a3b-thinking-2507
limits 81920 0
price input_mtok=0.08 output_mtok=0.4
model qwen/qwen3-32b
is =qwen/qwen3-32b =qwen/qwen3-32b-04-28
price input_mtok=0.1 output_mtok=0.3
price from=2026-10-19 input_mtok=0.08 output_mtok=0.28
price from=2026-11-03 cache_read_mtok=0.09 input_mtok=0.14 output_mtok=0.4
model qwen/qwen3-8b
is =qwen/qwen3-8b
limits 131072 0
price input_mtok=0.035 output_mtok=0.138
model qwen/qwen3-coder
is =qwen/qwen3-coder =qwen/qwen3-coder-480b-a35b-07-25
price input_mtok=0.22 output_mtok=1.8
price from=2026-10-19 cache_read_mtok=0.1 input_mtok=0.3 output_mtok=1
model qwen/qwen3-coder-30b-a3b-instruct
is =qwen/qwen3-coder-30b-a3b-instruct
price input_mtok=0.07 output_mtok=0.27
price from=2026-10-19 input_mtok=0.07 output_mtok=0.28
model qwen/qwen3-coder-flash
is =qwen/qwen3-coder-flash
limits 1000000 0
price cache_read_mtok=0.039 cache_write_mtok=0.24375 input_mtok=0.195 output_mtok=0.975
price from=2026-10-19 cache_read_mtok=0.039/32000:0.065/128000:0.104 cache_write_mtok=0.24375/32000:0.40625/128000:0.65 input_mtok=0.195/32000:0.325/128000:0.52 output_mtok=0.975/32000:1.625/128000:2.6
model qwen/qwen3-coder-next
is =qwen/qwen3-coder-next =qwen/qwen3-coder-next-2025-02-03
price cache_read_mtok=0.07 input_mtok=0.11 output_mtok=0.8
price from=2026-10-19 cache_read_mtok=0.07 input_mtok=0.12 output_mtok=0.8
model qwen/qwen3-coder-plus
is =qwen/qwen3-coder-plus
limits 1000000 0
price cache_read_mtok=0.13 cache_write_mtok=0.8125 input_mtok=0.65 output_mtok=3.25
model qwen/qwen3-coder:free
is =qwen/qwen3-coder:free
price
model qwen/qwen3-max
is =qwen/qwen3-max
limits 262144 0
price input_mtok=1.2 output_mtok=6
model qwen/qwen3-max-thinking
is =qwen/qwen3-max-thinking =qwen/qwen3-max-thinking-20260123
limits 262144 0
price input_mtok=0.78 output_mtok=3.9
model qwen/qwen3-next-80b-a3b-instruct
is =qwen/qwen3-next-80b-a3b-instruct =qwen/qwen3-next-80b-a3b-instruct-2509
price input_mtok=0.09 output_mtok=1.1
model qwen/qwen3-next-80b-a3b-instruct:free
is =qwen/qwen3-next-80b-a3b-instruct:free
price
model qwen/qwen3-next-80b-a3b-thinking
is =qwen/qwen3-next-80b-a3b-thinking =qwen/qwen3-next-80b-a3b-thinking-2509
price input_mtok=0.0975 output_mtok=0.78
price from=2026-10-19 input_mtok=0.15 output_mtok=1.2
model qwen/qwen3-vl-235b-a22b-instruct
is =qwen/qwen3-vl-235b-a22b-instruct
price cache_read_mtok=0.11 input_mtok=0.2 output_mtok=0.88
price from=2026-10-19 cache_read_mtok=0.1 input_mtok=0.21 output_mtok=1.9
model qwen/qwen3-vl-235b-a22b-thinking
is =qwen/qwen3-vl-235b-a22b-thinking
limits 131072 0
price input_mtok=0.26 output_mtok=2.6
model qwen/qwen3-vl-30b-a3b-instruct
is =qwen/qwen3-vl-30b-a3b-instruct
price input_mtok=0.13 output_mtok=0.52
price from=2026-10-19 input_mtok=0.15 output_mtok=0.6
price from=2026-11-03 input_mtok=0.2 output_mtok=0.7
model qwen/qwen3-vl-30b-a3b-thinking
is =qwen/qwen3-vl-30b-a3b-thinking
price input_mtok=0.13 output_mtok=1.56
price from=2026-10-19 input_mtok=0.29 output_mtok=1
model qwen/qwen3-vl-32b-instruct
is =qwen/qwen3-vl-32b-instruct
limits 131072 0
price input_mtok=0.104 output_mtok=0.416
model qwen/qwen3-vl-8b-instruct
is =qwen/qwen3-vl-8b-instruct
price input_mtok=0.08 output_mtok=0.5
price from=2026-10-19 cache_read_mtok=0.12 input_mtok=0.25 output_mtok=0.75
model qwen/qwen3-vl-8b-thinking
is =qwen/qwen3-vl-8b-thinking
limits 131072 0
price input_mtok=0.117 output_mtok=1.365
model qwen/qwen3.5-122b-a10b
is =qwen/qwen3.5-122b-a10b =qwen/qwen3.5-122b-a10b-20260224
limits 262144 0
price input_mtok=0.26 output_mtok=2.08
model qwen/qwen3.5-27b
is =qwen/qwen3.5-27b =qwen/qwen3.5-27b-20260224
limits 262144 0
price input_mtok=0.195 output_mtok=1.56
price from=2026-10-19 input_mtok=0.27 output_mtok=2.16
price from=2026-11-03 input_mtok=0.195 output_mtok=1.56
model qwen/qwen3.5-35b-a3b
is =qwen/qwen3.5-35b-a3b =qwen/qwen3.5-35b-a3b-20260224
price cache_read_mtok=0.05 input_mtok=0.14 output_mtok=1
price from=2026-10-19 cache_read_mtok=0.05 input_mtok=0.15 output_mtok=1
price from=2026-11-03 cache_read_mtok=0.05 input_mtok=0.1625 output_mtok=1.3
model qwen/qwen3.5-397b-a17b
is =qwen/qwen3.5-397b-a17b =qwen/qwen3.5-397b-a17b-20260216
price input_mtok=0.39 output_mtok=2.34
price from=2026-10-19 cache_read_mtok=0.3 input_mtok=0.5 output_mtok=3.6
price from=2026-10-20 cache_read_mtok=0.3 input_mtok=0.39 output_mtok=2.34
model qwen/qwen3.5-9b
is =qwen/qwen3.5-9b =qwen/qwen3.5-9b-20260310
price input_mtok=0.1 output_mtok=0.15
model qwen/qwen3.5-flash-02-23
is =qwen/qwen3.5-flash-02-23 =qwen/qwen3.5-flash-20260224
limits 1000000 0
price input_mtok=0.065 output_mtok=0.26
model qwen/qwen3.5-plus-02-15
is =qwen/qwen3.5-plus-02-15 =qwen/qwen3.5-plus-20260216
limits 1000000 0
price input_mtok=0.4 output_mtok=2.4
price from=2026-10-19 input_mtok=0.26/256000:0.325 output_mtok=1.56/256000:1.95
model qwen/qwen3.5-plus-20260420
is =qwen/qwen3.5-plus-20260420
limits 1000000 0
price cache_write_mtok=0.375 input_mtok=0.3 output_mtok=1.8
price from=2026-10-19 cache_write_mtok=0.375/256000:0.46875 input_mtok=0.3/256000:0.375 output_mtok=1.8/256000:2.25
model qwen/qwen3.6-27b
is =qwen/qwen3.6-27b =qwen/qwen3.6-27b-20260422
price input_mtok=0.289 output_mtok=2.4
price from=2026-10-19 cache_read_mtok=0.025 input_mtok=0.25 output_mtok=2
price from=2026-11-03 cache_read_mtok=0.025 input_mtok=0.45 output_mtok=2.7
model qwen/qwen3.6-35b-a3b
is =qwen/qwen3.6-35b-a3b =qwen/qwen3.6-35b-a3b-20260415
price input_mtok=0.14 output_mtok=1
price from=2026-10-19 cache_read_mtok=0.05 input_mtok=0.15 output_mtok=1
price from=2026-10-20 cache_read_mtok=0.05 input_mtok=0.1 output_mtok=0.95
price from=2026-11-09 input_mtok=0.1 output_mtok=0.95
model qwen/qwen3.6-flash
is =qwen/qwen3.6-flash
limits 1000000 0
price cache_write_mtok=0.234375 input_mtok=0.1875 output_mtok=1.125
price from=2026-10-19 cache_write_mtok=0.234375/256000:0.9375 input_mtok=0.1875/256000:0.75 output_mtok=1.125/256000:3
model qwen/qwen3.6-max-preview
is =qwen/qwen3.6-max-preview =qwen/qwen3.6-max-preview-20260420
limits 262144 0
price cache_write_mtok=1.3 input_mtok=1.04 output_mtok=6.24
model qwen/qwen3.6-plus
is =qwen/qwen3.6-plus =qwen/qwen3.6-plus-04-02
limits 1000000 0
price cache_write_mtok=0.40625 input_mtok=0.325 output_mtok=1.95
price from=2026-10-19 cache_write_mtok=0.40625/256000:1.625 input_mtok=0.325/256000:1.3 output_mtok=1.95/256000:3.9
model qwen/qwen3.7-flash
is =qwen/qwen3.7-flash =qwen/qwen3.7-flash-20260727
limits 1000000 0
price cache_read_mtok=0.006/32000:0.02/256000:0.04 cache_write_mtok=0.038/32000:0.125/256000:0.25 input_mtok=0.03/32000:0.1/256000:0.2 output_mtok=0.13/32000:0.4/256000:0.8
model qwen/qwen3.7-max
is =qwen/qwen3.7-max =qwen/qwen3.7-max-20260520
limits 1000000 0
price cache_read_mtok=0.25 cache_write_mtok=1.5625 input_mtok=1.25 output_mtok=3.75
price from=2026-10-19 cache_read_mtok=0.295 cache_write_mtok=1.84375 input_mtok=1.475 output_mtok=4.425
model qwen/qwen3.7-plus
is =qwen/qwen3.7-plus =qwen/qwen3.7-plus-20260602
limits 1000000 0
price cache_read_mtok=0.08 cache_write_mtok=0.5 input_mtok=0.4 output_mtok=1.6
price from=2026-10-19 cache_read_mtok=0.064/256000:0.192 cache_write_mtok=0.4/256000:1.2 input_mtok=0.32/256000:0.96 output_mtok=1.28/256000:3.84
model qwen/qwen3.7-plus:batch
is =qwen/qwen3.7-plus:batch
limits 262144 0
price input_mtok=0.23 output_mtok=0.92
model qwen/qwen3.8-2.4t-a95b
is =qwen/qwen3.8-2.4t-a95b =qwen/qwen3.8-2.4t-a95b-20260812
limits 1048576 0
price cache_read_mtok=0.25 input_mtok=2 output_mtok=6
price from=2026-11-03 cache_read_mtok=0.25 cache_write_mtok=2.5 input_mtok=2 output_mtok=6
model qwen/qwen3.8-27b
is =qwen/qwen3.8-27b =qwen/qwen3.8-27b-20260814
limits 1000000 0
price cache_read_mtok=0.05 input_mtok=0.24 output_mtok=2.2
price from=2026-11-03 cache_read_mtok=0.085 cache_write_mtok=0.53125 input_mtok=0.425 output_mtok=2.55
model qwen/qwen3.8-27b:batch
is =qwen/qwen3.8-27b:batch
limits 262144 0
price cache_read_mtok=0.04 cache_write_mtok=0.2 input_mtok=0.16 output_mtok=2
model qwen/qwen3.8-flash
is =qwen/qwen3.8-flash =qwen/qwen3.8-flash-20260826
limits 1000000 0
price cache_read_mtok=0.016 input_mtok=0.15 output_mtok=0.47
model qwen/qwen3.8-max-0902
is =qwen/qwen3.8-max-0902 =qwen/qwen3.8-max-20260902
limits 1000000 0
price cache_read_mtok=0.25 input_mtok=2 output_mtok=6
model qwen/qwen3.8-max-prime
is =qwen/qwen3.8-max-prime =qwen/qwen3.8-max-prime-20260923
limits 1000000 0
price cache_read_mtok=0.5 input_mtok=4 output_mtok=12
model qwen/qwen3.8-omni-flash
is =qwen/qwen3.8-omni-flash =qwen/qwen3.8-omni-flash-20260918
limits 1000000 0
price cache_read_mtok=0.016 input_mtok=0.15 output_mtok=0.47
model qwen/qwq-32b
is =qwen/qwq-32b
price input_mtok=0.15 output_mtok=0.2
model qwen/qwq-32b-preview
is =qwen/qwq-32b-preview
price input_mtok=0.2 output_mtok=0.2
model qwen/qwq-32b-preview:free
is =qwen/qwq-32b-preview:free
price
model qwen/qwq-32b:free
is =qwen/qwq-32b:free
price
model qwen2.5-vl-32b-instruct
is =qwen2.5-vl-32b-instruct
price input_mtok=0.9 output_mtok=0.9
model qwen2.5-vl-32b-instruct:free
is =qwen2.5-vl-32b-instruct:free
price
model qwen2.5-vl-72b-instruct:free
is =qwen2.5-vl-72b-instruct:free
price
model qwen3-14b:free
is =qwen3-14b:free
price
model qwen3-235b-a22b:free
is =qwen3-235b-a22b:free
price
model qwen3-30b-a3b:free
is =qwen3-30b-a3b:free
price
model qwen3-32b:free
is =qwen3-32b:free
price
model qwen3-8b:free
is =qwen3-8b:free
price
model qwerky-72b:free
is =qwerky-72b:free
price
model qwq-32b
is =qwq-32b
price input_mtok=0.15 output_mtok=0.2
model qwq-32b-arliai-rpr-v1:free
is =qwq-32b-arliai-rpr-v1:free
price
model qwq-32b-preview
is =qwq-32b-preview
price input_mtok=0.2 output_mtok=0.2
model qwq-32b:free
is =qwq-32b:free
price
model r1-1776
is =r1-1776
price input_mtok=2 output_mtok=8
model raifle/sorcererlm-8x22b
is =raifle/sorcererlm-8x22b
price input_mtok=4.5 output_mtok=4.5
model recursive/flint-v1.0:free
is =recursive/flint-v1.0:free
limits 262144 0
price
model reflection/beam-1.0-501b-a23b
is =reflection/beam-1.0-501b-a23b =reflection/beam-1.0-501b-a23b-20261016
limits 1048576 0
price cache_read_mtok=0.1 input_mtok=1 output_mtok=3
price from=2026-10-20 cache_read_mtok=0.04 input_mtok=0.3 output_mtok=1
price from=2026-11-03 cache_read_mtok=0.04 input_mtok=0.4 output_mtok=1.2
model reka-flash-3:free
is =reka-flash-3:free
price
model rekaai/reka-edge
is =rekaai/reka-edge =rekaai/reka-edge-2603
limits 16384 0
price input_mtok=0.1 output_mtok=0.1
model rekaai/reka-flash-3
is =rekaai/reka-flash-3
limits 65536 0
price input_mtok=0.1 output_mtok=0.2
model rekaai/reka-flash-3:free
is =rekaai/reka-flash-3:free
price
model relace/relace-apply-3
is =relace/relace-apply-3
limits 256000 0
price input_mtok=0.85 output_mtok=1.25
model relace/relace-search
is =relace/relace-search =relace/relace-search-20251208
limits 256000 0
price input_mtok=1 output_mtok=3
model ricursiveai/ripple-65b-preview
is =ricursiveai/ripple-65b-preview =ricursiveai/ripple-65b-preview-20261104
limits 1048576 0
price cache_read_mtok=0.05 input_mtok=0.2 output_mtok=0.6
model sakana/fugu-max
is =sakana/fugu-max =sakana/fugu-max-20260911
limits 1000000 0
price cache_read_mtok=0.25 input_mtok=2 output_mtok=6
model sakana/fugu-ultra
is =sakana/fugu-ultra =sakana/fugu-ultra-20260615 =sakana/fugu-ultra-v2 =sakana/fugu-ultra-v2-20260911
limits 1000000 0
price cache_read_mtok=0.5/272000:1 input_mtok=5/272000:10 output_mtok=30/272000:45
model sakana/sakana-namazu
is =sakana/sakana-namazu =sakana/namazu-20260811
limits 262144 0
price cache_read_mtok=0.15 input_mtok=0.95 output_mtok=4
model sao10k/fimbulvetr-11b-v2
is =sao10k/fimbulvetr-11b-v2
price input_mtok=0.8 output_mtok=1.2
model sao10k/l3-euryale-70b
is =sao10k/l3-euryale-70b
price input_mtok=1.48 output_mtok=1.48
model sao10k/l3-lunaris-8b
is =sao10k/l3-lunaris-8b
limits 8192 0
price input_mtok=0.02 output_mtok=0.05
price from=2026-10-19 input_mtok=0.04 output_mtok=0.05
model sao10k/l3.1-70b-hanami-x1
is =sao10k/l3.1-70b-hanami-x1
price input_mtok=3 output_mtok=3
model sao10k/l3.1-euryale-70b
is =sao10k/l3.1-euryale-70b
price input_mtok=0.7 output_mtok=0.8
price from=2026-10-19 input_mtok=0.85 output_mtok=0.85
model sao10k/l3.3-euryale-70b
is =sao10k/l3.3-euryale-70b =sao10k/l3.3-euryale-70b-v2.3
limits 131072 0
price input_mtok=0.7 output_mtok=0.8
price from=2026-10-19 input_mtok=0.65 output_mtok=0.75
model sarvam-m:free
is =sarvam-m:free
price
model scaledown/extract
is =scaledown/extract =scaledown/extract-20260928
limits 1000000 0
price input_mtok=0.04
model scaledown/summarize
is =scaledown/summarize =scaledown/summarize-20260928
limits 1000000 0
price input_mtok=0.04
model scb10x/llama3.1-typhoon2-70b-instruct
is =scb10x/llama3.1-typhoon2-70b-instruct
price input_mtok=0.88 output_mtok=0.88
model scb10x/llama3.1-typhoon2-8b-instruct
is =scb10x/llama3.1-typhoon2-8b-instruct
price input_mtok=0.18 output_mtok=0.18
model shisa-ai/shisa-v2-llama3.3-70b:free
is =shisa-ai/shisa-v2-llama3.3-70b:free
price
model shisa-v2-llama3.3-70b:free
is =shisa-v2-llama3.3-70b:free
price
model sonar-reasoning
is =sonar-reasoning
price input_mtok=1 output_mtok=5
model sophosympatheia/midnight-rose-70b
is =sophosympatheia/midnight-rose-70b
price input_mtok=0.8 output_mtok=0.8
model sophosympatheia/rogue-rose-103b-v0.2:free
is =sophosympatheia/rogue-rose-103b-v0.2:free
price
model sorcererlm-8x22b
is =sorcererlm-8x22b
price input_mtok=4.5 output_mtok=4.5
model spotlight
is =spotlight
price input_mtok=0.18 output_mtok=0.18
model stealth/crouton-alpha
is =stealth/crouton-alpha
limits 1048576 0
price
model steelskull/l3.3-electra-r1-70b
is =steelskull/l3.3-electra-r1-70b
price input_mtok=0.7 output_mtok=0.95
model stepfun/step-3.5-flash
is =stepfun/step-3.5-flash
limits 262144 0
price cache_read_mtok=0.02 input_mtok=0.09 output_mtok=0.3
price from=2026-10-19 cache_read_mtok=0.02 input_mtok=0.1 output_mtok=0.3
model stepfun/step-3.7-flash
is =stepfun/step-3.7-flash =stepfun/step-3.7-flash-20260528
price cache_read_mtok=0.04 input_mtok=0.2 output_mtok=1.15
model stepfun/step-5-preview
is =stepfun/step-5-preview =stepfun/step-5-preview-20261008
limits 1048576 0
price cache_read_mtok=0.1 input_mtok=1 output_mtok=2.7
model switchpoint/router
is =switchpoint/router
price input_mtok=0.85 output_mtok=3.4
model tencent/hunyuan-a13b-instruct
is =tencent/hunyuan-a13b-instruct
limits 131072 0
price input_mtok=0.14 output_mtok=0.57
model tencent/hy-mt2-1.8b
is =tencent/hy-mt2-1.8b =tencent/hy-mt2-1.8b-20260521
limits 8192 0
price input_mtok=0.044 output_mtok=0.177
model tencent/hy-mt2-30b-a3b
is =tencent/hy-mt2-30b-a3b =tencent/hy-mt2-30b-a3b-20260521
limits 8192 0
price input_mtok=0.074 output_mtok=0.295
model tencent/hy-mt2-7b
is =tencent/hy-mt2-7b =tencent/hy-mt2-7b-20260521
limits 8192 0
price input_mtok=0.074 output_mtok=0.295
model tencent/hy3-preview
is =tencent/hy3-preview =tencent/hy3-preview-20260421
limits 262144 0
price cache_read_mtok=0.021 input_mtok=0.063 output_mtok=0.21
price from=2026-10-19 cache_read_mtok=0.06 input_mtok=0.18 output_mtok=0.6
model tencent/hy4
is =tencent/hy4 =tencent/hy4-20261104
limits 1048576 0
price cache_read_mtok=0.021 input_mtok=0.417 output_mtok=1.2505
model thedrummer/anubis-pro-105b-v1
is =thedrummer/anubis-pro-105b-v1
price input_mtok=0.8 output_mtok=1
model thedrummer/cydonia-24b-v4.1
is =thedrummer/cydonia-24b-v4.1
limits 131072 0
price cache_read_mtok=0.15 input_mtok=0.3 output_mtok=0.5
model thedrummer/rocinante-12b
is =thedrummer/rocinante-12b
price input_mtok=0.25 output_mtok=0.5
model thedrummer/skyfall-36b-v2
is =thedrummer/skyfall-36b-v2
limits 32768 0
price input_mtok=0.5 output_mtok=0.8
price from=2026-10-19 cache_read_mtok=0.25 input_mtok=0.55 output_mtok=0.8
model thedrummer/unslopnemo-12b
is =thedrummer/unslopnemo-12b
price input_mtok=0.5 output_mtok=0.5
price from=2026-10-19 input_mtok=0.4 output_mtok=0.4
model thinkingmachines/inkling
is =thinkingmachines/inkling =thinkingmachines/inkling-20260715
limits 524288 0
price cache_read_mtok=0.17 input_mtok=1 output_mtok=4.05
model thinkingmachines/inkling-small
is =thinkingmachines/inkling-small =thinkingmachines/inkling-small-20260730
limits 524288 0
price cache_read_mtok=0.1 input_mtok=0.45 output_mtok=1.2
model thinkingmachines/inkling-small:batch
is =thinkingmachines/inkling-small:batch
limits 524288 0
price cache_read_mtok=0.08 input_mtok=0.36 output_mtok=0.96
model thinkingmachines/inkling-small:free
is =thinkingmachines/inkling-small:free
limits 1048576 0
price
model thinkingmachines/inkling:free
is =thinkingmachines/inkling:free
limits 1048576 0
price
model thudm/glm-4-32b:free
is =thudm/glm-4-32b:free
price
model thudm/glm-z1-32b:free
is =thudm/glm-z1-32b:free
price
model toppy-m-7b
is =toppy-m-7b
price input_mtok=0.8 output_mtok=1.2
model typesafe/jev-1.13
is =typesafe/jev-1.13 ~typesafe/jev-1.13-########
limits 32000 0
price input_mtok=0.042
model typesafe/jev-1.14
is =typesafe/jev-1.14 =~typesafe/jev-latest ~typesafe/jev-1.14-########
limits 32000 0
price input_mtok=0.042
model unbiased/pareto-26.10
is =unbiased/pareto-26.10 =unbiased/pareto-26.10-20261015
limits 1048576 0
price cache_read_mtok=0.03 input_mtok=0.8 output_mtok=3.2
model unbiased/pareto-26.9
is =unbiased/pareto-26.9 =unbiased/pareto-26.9-20260917
limits 262144 0
price cache_read_mtok=0.25 input_mtok=2.5 output_mtok=7.5
model undi95/remm-slerp-l2-13b
is =undi95/remm-slerp-l2-13b
limits 6144 0
price input_mtok=0.8 output_mtok=1.2
price from=2026-10-19 input_mtok=0.35 output_mtok=0.65
model undi95/toppy-m-7b
is =undi95/toppy-m-7b
price input_mtok=0.07 output_mtok=0.07
model upstage/solar-mini4
is =upstage/solar-mini4 =upstage/solar-mini4-20260922
limits 524288 0
price cache_read_mtok=0.005 input_mtok=0.05 output_mtok=0.2
model upstage/solar-pro-3
is =upstage/solar-pro-3
limits 131072 0
price cache_read_mtok=0.015 input_mtok=0.15 output_mtok=0.6
model upstage/solar-pro4
is =upstage/solar-pro4 =upstage/solar-pro4-20260810
limits 524288 0
price cache_read_mtok=0.018 input_mtok=0.09 output_mtok=0.36
price from=2026-10-20 cache_read_mtok=0.03 input_mtok=0.15 output_mtok=0.6
model valkyrie-49b-v1
is =valkyrie-49b-v1
price input_mtok=0.5 output_mtok=0.8
model virtuoso-medium-v2
is =virtuoso-medium-v2
price input_mtok=0.5 output_mtok=0.8
model writer/palmyra-x5
is =writer/palmyra-x5 =writer/palmyra-x5-20250428
limits 1040000 0
price input_mtok=0.6 output_mtok=6
model x-ai/grok-2-1212
is =x-ai/grok-2-1212
price input_mtok=2 output_mtok=10
model x-ai/grok-2-vision-1212
is =x-ai/grok-2-vision-1212
price input_mtok=2 output_mtok=10
model x-ai/grok-3-beta
is =x-ai/grok-3-beta
price input_mtok=3 output_mtok=15
model x-ai/grok-3-mini-beta
is =x-ai/grok-3-mini-beta
price input_mtok=0.3 output_mtok=0.5
model x-ai/grok-4-fast
is =x-ai/grok-4-fast
limits 2000000 0
price cache_read_mtok=0.05 input_mtok=0.2/128000:0.4 output_mtok=0.5/128000:1
model x-ai/grok-4.1-fast:free
is =x-ai/grok-4.1-fast:free
limits 2000000 0
price
model x-ai/grok-4.20
is =x-ai/grok-4.20 =x-ai/grok-4.20-20260309
limits 2000000 0
price cache_read_mtok=0.2 input_mtok=1.25 output_mtok=2.5
price from=2026-10-19 cache_read_mtok=0.2/200000:0.4 input_mtok=1.25/200000:2.5 output_mtok=2.5/200000:5
model x-ai/grok-4.20-multi-agent
is =x-ai/grok-4.20-multi-agent =x-ai/grok-4.20-multi-agent-20260309
limits 2000000 0
price cache_read_mtok=0.2 input_mtok=2 output_mtok=6
price from=2026-10-19 cache_read_mtok=0.2/200000:0.4 input_mtok=1.25/200000:2.5 output_mtok=2.5/200000:5
model x-ai/grok-4.3
is =x-ai/grok-4.3 ~x-ai/grok-4.3-######## =x-ai/grok-4.3-20260430
limits 1000000 0
price cache_read_mtok=0.2 input_mtok=1.25 output_mtok=2.5
price from=2026-10-19 cache_read_mtok=0.2/200000:0.4 input_mtok=1.25/200000:2.5 output_mtok=2.5/200000:5
model x-ai/grok-4.3:batch
is =x-ai/grok-4.3:batch
limits 1000000 0
price cache_read_mtok=0.16/200000:0.32 input_mtok=1/200000:2 output_mtok=2/200000:4
model x-ai/grok-4.5
is =x-ai/grok-4.5 =x-ai/grok-4.5-20260708
limits 500000 0
price cache_read_mtok=0.3/200000:0.6 input_mtok=2/200000:4 output_mtok=6/200000:12
model x-ai/grok-4.6
is =x-ai/grok-4.6 =x-ai/grok-4.6-20260810
limits 500000 0
price cache_read_mtok=0.5/200000:1 input_mtok=2/200000:4 output_mtok=6/200000:12
model x-ai/grok-4.6:batch
is =x-ai/grok-4.6:batch
limits 500000 0
price cache_read_mtok=0.4/200000:0.8 input_mtok=1.6/200000:3.2 output_mtok=4.8/200000:9.6
model x-ai/grok-4.7
is =x-ai/grok-4.7 =x-ai/grok-4.7-20260916
limits 500000 0
price cache_read_mtok=0.5/200000:1 input_mtok=2/200000:4 output_mtok=6/200000:12
model x-ai/grok-4.7:batch
is =x-ai/grok-4.7:batch
limits 500000 0
price cache_read_mtok=0.4/200000:0.8 input_mtok=1.6/200000:3.2 output_mtok=4.8/200000:9.6
model x-ai/grok-beta
is =x-ai/grok-beta
price input_mtok=5 output_mtok=15
model x-ai/grok-build-0.1
is =x-ai/grok-build-0.1 =x-ai/grok-build-0.1-20260520
limits 256000 0
price cache_read_mtok=0.2 input_mtok=1 output_mtok=2
price from=2026-10-19 cache_read_mtok=0.2/200000:0.4 input_mtok=1/200000:2 output_mtok=2/200000:4
model x-ai/grok-code-fast-1
is =x-ai/grok-code-fast-1
limits 256000 0
price cache_read_mtok=0.02 input_mtok=0.2 output_mtok=1.5
model x-ai/grok-vision-beta
is =x-ai/grok-vision-beta
price input_mtok=5 output_mtok=15
model xiaomi/mimo-v2-flash
is =xiaomi/mimo-v2-flash
price cache_read_mtok=0.01 input_mtok=0.1 output_mtok=0.3
model xiaomi/mimo-v2.5
is =xiaomi/mimo-v2.5 =xiaomi/mimo-v2.5-20260422
price cache_read_mtok=0.0028 input_mtok=0.14 output_mtok=0.28
price from=2026-11-03 cache_read_mtok=0.00255 input_mtok=0.119 output_mtok=0.238
price from=2026-11-09 cache_read_mtok=0.08 input_mtok=0.4 output_mtok=2
model xiaomi/mimo-v2.5-pro
is =xiaomi/mimo-v2.5-pro =xiaomi/mimo-v2.5-pro-20260422
price cache_read_mtok=0.0036 input_mtok=0.435 output_mtok=0.87
model xiaomi/mimo-v2.6-flash
is =xiaomi/mimo-v2.6-flash =xiaomi/mimo-v2.6-flash-20260921
limits 1050000 0
price cache_read_mtok=0.0028 input_mtok=0.14 output_mtok=0.28
model xiaomi/mimo-v2.6-pro
is =xiaomi/mimo-v2.6-pro =xiaomi/mimo-v2.6-pro-20260921
limits 1050000 0
price cache_read_mtok=0.0036 input_mtok=0.435 output_mtok=0.87
model xiaomi/mimo-v2.6-pro-ultraspeed
is =xiaomi/mimo-v2.6-pro-ultraspeed =xiaomi/mimo-v2.6-pro-ultraspeed-20260921
limits 1048576 0
price cache_read_mtok=0.036 input_mtok=4.35 output_mtok=8.7
model xingchen-agi/xing4.0-29b-a4b:free
is =xingchen-agi/xing4.0-29b-a4b:free
limits 262144 0
price
model xwin-lm/xwin-lm-70b
is =xwin-lm/xwin-lm-70b
price input_mtok=3.75 output_mtok=3.75
model yi-large
is =yi-large
price input_mtok=3 output_mtok=3
model z-ai/glm-4.5
is =z-ai/glm-4.5
limits 131072 0
price cache_read_mtok=0.11 input_mtok=0.6 output_mtok=2.2
model z-ai/glm-4.5-air
is =z-ai/glm-4.5-air
limits 131072 0
price cache_read_mtok=0.06 input_mtok=0.125 output_mtok=0.85
price from=2026-10-19 cache_read_mtok=0.025 input_mtok=0.13 output_mtok=0.85
price from=2026-11-03 cache_read_mtok=0.03 input_mtok=0.2 output_mtok=1.1
model z-ai/glm-4.5v
is =z-ai/glm-4.5v
limits 65536 0
price cache_read_mtok=0.11 input_mtok=0.6 output_mtok=1.8
model z-ai/glm-4.6
is =z-ai/glm-4.6
price cache_read_mtok=0.08 input_mtok=0.43 output_mtok=1.74
price from=2026-10-19 cache_read_mtok=0.11 input_mtok=0.55 output_mtok=2.2
price from=2026-11-03 cache_read_mtok=0.11 input_mtok=0.6 output_mtok=2.2
model z-ai/glm-4.6v
is =z-ai/glm-4.6v =z-ai/glm-4.6-20251208
limits 131072 0
price cache_read_mtok=0.05 input_mtok=0.3 output_mtok=0.9
price from=2026-10-19 cache_read_mtok=0.055 input_mtok=0.3 output_mtok=0.9
price from=2026-11-03 cache_read_mtok=0.05 input_mtok=0.3 output_mtok=0.9
model z-ai/glm-4.7
is =z-ai/glm-4.7 =z-ai/glm-4.7-20251222
price cache_read_mtok=0.08 input_mtok=0.4 output_mtok=1.75
price from=2026-10-19 cache_read_mtok=0.099 input_mtok=0.54 output_mtok=1.98
price from=2026-11-03 cache_read_mtok=0.11 input_mtok=0.6 output_mtok=2.2
model z-ai/glm-4.7-flash
is =z-ai/glm-4.7-flash =z-ai/glm-4.7-flash-20260119
price cache_read_mtok=0.01 input_mtok=0.06 output_mtok=0.4
price from=2026-10-19 cache_read_mtok=0.01 input_mtok=0.0605 output_mtok=0.4
model z-ai/glm-5
is =z-ai/glm-5 =z-ai/glm-5-20260211
price cache_read_mtok=0.12 input_mtok=0.6 output_mtok=1.92
price from=2026-10-19 cache_read_mtok=0.2 input_mtok=1 output_mtok=3.2
price from=2026-10-20 cache_read_mtok=0.12 input_mtok=0.6 output_mtok=1.92
price from=2026-11-03 cache_read_mtok=0.2 input_mtok=1 output_mtok=3.2
model z-ai/glm-5-turbo
is =z-ai/glm-5-turbo =z-ai/glm-5-turbo-20260315
limits 202752 0
price cache_read_mtok=0.24 input_mtok=1.2 output_mtok=4
model z-ai/glm-5.1
is =z-ai/glm-5.1 =z-ai/glm-5.1-20260406
price cache_read_mtok=0.182 input_mtok=0.98 output_mtok=3.08
price from=2026-10-19 cache_read_mtok=0.1794 input_mtok=0.966 output_mtok=3.036
price from=2026-11-03 cache_read_mtok=0.26 input_mtok=1.4 output_mtok=4.4
model z-ai/glm-5.2
is =z-ai/glm-5.2 =z-ai/glm-5.2-20260616
limits 1048576 0
price cache_read_mtok=0.26 input_mtok=1.4 output_mtok=4.4
price from=2026-10-19 cache_read_mtok=0.14 input_mtok=0.62 output_mtok=2.42
price from=2026-11-03 cache_read_mtok=0.26 input_mtok=1.4 output_mtok=4.4
model z-ai/glm-5.2:batch
is =z-ai/glm-5.2:batch
limits 1048576 0
price cache_read_mtok=0.21 input_mtok=0.623 output_mtok=1.271
model z-ai/glm-5.3
is =z-ai/glm-5.3 =z-ai/glm-5.3-20260816
limits 1048576 0
price cache_read_mtok=0.26 input_mtok=1.4 output_mtok=4.4
price from=2026-10-19 cache_read_mtok=0.078 input_mtok=0.079 output_mtok=1.4
price from=2026-11-03 cache_read_mtok=0.26 input_mtok=1.4 output_mtok=4.4
model z-ai/glm-5.3-flash
is =z-ai/glm-5.3-flash =z-ai/glm-5.3-flash-20260826
limits 1310720 0
price cache_read_mtok=0.015 input_mtok=0.075 output_mtok=0.25
price from=2026-09-10 cache_read_mtok=0.03 input_mtok=0.15 output_mtok=0.5
price from=2026-10-19 cache_read_mtok=0.006 input_mtok=0.048 output_mtok=0.16
price from=2026-10-20 cache_read_mtok=0.03 input_mtok=0.15 output_mtok=0.5
model z-ai/glm-5.3-flash:batch
is =z-ai/glm-5.3-flash:batch
limits 1048576 0
price cache_read_mtok=0.01 input_mtok=0.05 output_mtok=0.18
price from=2026-11-09 cache_read_mtok=0.026 input_mtok=0.061 output_mtok=0.124
model z-ai/glm-5.3-flashx
is =z-ai/glm-5.3-flashx =z-ai/glm-5.3-flashx-20260918
limits 1048576 0
price cache_read_mtok=0.09 input_mtok=0.37 output_mtok=1.25
price from=2026-11-03 cache_read_mtok=0.075 input_mtok=0.37 output_mtok=1.25
model z-ai/glm-5.3-flashx-legal
is =z-ai/glm-5.3-flashx-legal =z-ai/glm-5.3-flashx-legal-20261102
limits 1048576 0
price cache_read_mtok=0.075 input_mtok=0.37 output_mtok=1.25
model z-ai/glm-5.3-prime
is =z-ai/glm-5.3-prime =z-ai/glm-5.3-prime-20260921
limits 1000000 0
price cache_read_mtok=0.56 input_mtok=2.8 output_mtok=8.8
model z-ai/glm-5.3:batch
is =z-ai/glm-5.3:batch
limits 1048576 0
price cache_read_mtok=0.1 input_mtok=0.45 output_mtok=2
model z-ai/glm-5v-turbo
is =z-ai/glm-5v-turbo =z-ai/glm-5v-turbo-20260401
limits 202752 0
price cache_read_mtok=0.24 input_mtok=1.2 output_mtok=4
model ~anthropic/claude-fable-latest
is =~anthropic/claude-fable-latest
limits 1000000 0
price cache_read_mtok=1 cache_write_mtok=12.5 input_mtok=10 output_mtok=50
price from=2026-10-19 cache_read_mtok=0.25 cache_write_mtok=12.5 input_mtok=10 output_mtok=50
model ~anthropic/claude-haiku-latest
is =~anthropic/claude-haiku-latest
limits 1000000 0
price cache_read_mtok=0.1 cache_write_mtok=1.25 input_mtok=1 output_mtok=5
price from=2026-10-07 cache_read_mtok=0.01/100000:0.05 cache_write_1h_mtok=0.2/100000:1 cache_write_mtok=0.125/100000:0.625 input_mtok=0.1/100000:0.5 output_mtok=0.5/100000:2.5 web_searches_kcount=10
model ~anthropic/claude-opus-latest
is =~anthropic/claude-opus-latest
limits 1000000 0
price cache_read_mtok=0.5 cache_write_mtok=6.25 input_mtok=5 output_mtok=25
price from=2026-09-22 cache_read_mtok=0.2 cache_write_mtok=5 input_mtok=4 output_mtok=20
model ~anthropic/claude-sonnet-latest
is =~anthropic/claude-sonnet-latest
limits 1000000 0
price cache_read_mtok=0.3 cache_write_mtok=3.75 input_mtok=3 output_mtok=15
price from=2026-09-28 cache_read_mtok=0.2 cache_write_mtok=2.5 input_mtok=2 output_mtok=10
price from=2026-10-19 cache_read_mtok=0.1 cache_write_mtok=2.5 input_mtok=2 output_mtok=10
model ~deepseek/deepseek-flash-latest
is =~deepseek/deepseek-flash-latest
limits 1048576 0
price cache_read_mtok=0.012 input_mtok=0.05 output_mtok=0.15
model ~deepseek/deepseek-pro-latest
is =~deepseek/deepseek-pro-latest
limits 1048576 0
price cache_read_mtok=0.23 input_mtok=0.225 output_mtok=8
model ~deepseek/deepseek-v4-flash-latest
is =~deepseek/deepseek-v4-flash-latest
limits 1048576 0
price input_mtok=0.0065 output_mtok=0.45
price from=2026-10-19 cache_read_mtok=0.00336 input_mtok=0.00688 output_mtok=0.12
model ~google/gemini-flash-latest
is =~google/gemini-flash-latest
limits 1048576 0
price cache_read_mtok=0.15 cache_write_mtok=0.083333 input_mtok=1.5 output_mtok=9
price from=2026-10-19 cache_read_mtok=0.075 cache_write_mtok=0.041667 input_mtok=0.75 output_mtok=3.75
model ~google/gemini-pro-latest
is =~google/gemini-pro-latest
limits 1048576 0
price cache_read_mtok=0.2 cache_write_mtok=0.375 input_mtok=2 output_mtok=12
price from=2026-10-19 cache_read_mtok=0.1 cache_write_mtok=0.1875 input_mtok=2 output_mtok=10
model ~moonshotai/kimi-latest
is =~moonshotai/kimi-latest
limits 1048576 0
price cache_read_mtok=0.34 input_mtok=0.68 output_mtok=3.41
price from=2026-10-19 cache_read_mtok=0.21 input_mtok=0.239 output_mtok=11.936
model ~openai/gpt-astra-latest
is =~openai/gpt-astra-latest
limits 1050000 0
price cache_read_mtok=1/272000:2 cache_write_mtok=12.5/272000:25 input_mtok=10/272000:20 output_mtok=50/272000:75
model ~openai/gpt-latest
is =~openai/gpt-latest
limits 1050000 0
price cache_read_mtok=0.5 input_mtok=5 output_mtok=30
model ~openai/gpt-luna-latest
is =~openai/gpt-luna-latest
limits 1050000 0
price cache_read_mtok=0.01/272000:0.02 cache_write_mtok=0.125/272000:0.25 input_mtok=0.1/272000:0.2 output_mtok=0.5/272000:0.75
model ~openai/gpt-mini-latest
is =~openai/gpt-mini-latest
limits 400000 0
price cache_read_mtok=0.075 input_mtok=0.75 output_mtok=4.5
model ~openai/gpt-sol-latest
is =~openai/gpt-sol-latest
limits 1050000 0
price cache_read_mtok=0.1/272000:0.2 cache_write_mtok=2.5/272000:5 input_mtok=2/272000:4 output_mtok=10/272000:15
model ~openai/gpt-terra-latest
is =~openai/gpt-terra-latest
limits 1050000 0
price cache_read_mtok=0.2/272000:0.4 cache_write_mtok=2.5/272000:5 input_mtok=2/272000:4 output_mtok=12/272000:18
model ~unbiased/pareto-latest
is =~unbiased/pareto-latest
limits 1048576 0
price cache_read_mtok=0.03 input_mtok=0.8 output_mtok=3.2
model ~x-ai/grok-latest
is =~x-ai/grok-latest
limits 500000 0
price cache_read_mtok=0.5/200000:1 input_mtok=2/200000:4 output_mtok=6/200000:12
model ~z-ai/glm-flash-latest
is =~z-ai/glm-flash-latest
limits 1048576 0
price cache_read_mtok=0.006 input_mtok=0.0392 output_mtok=0.2
price from=2026-10-19 cache_read_mtok=0.006 input_mtok=0.048 output_mtok=0.2
model ~z-ai/glm-latest
is =~z-ai/glm-latest
limits 1048576 0
price cache_read_mtok=0.025 input_mtok=0.04 output_mtok=6
price from=2026-10-19 cache_read_mtok=0.026 input_mtok=0.042 output_mtok=6
provider ovhcloud
model DeepSeek-R1-Distill-Llama-70B
is =deepseek-r1-distill-llama-70b =deepseek-r1-distill-llama-70b
limits 131072 131000
price input_mtok=0.74 output_mtok=0.74
model Llama-3.1-8B-Instruct
is =llama-3.1-8b-instruct =llama-3.1-8b-instruct
limits 131072 131000
price input_mtok=0.11 output_mtok=0.11
model Meta-Llama-3_3-70B-Instruct
is =meta-llama-3_3-70b-instruct =meta-llama-3_3-70b-instruct
limits 131072 131000
price input_mtok=0.74 output_mtok=0.74
model Mistral-7B-Instruct-v0.3
is =mistral-7b-instruct-v0.3 =mistral-7b-instruct-v0.3
limits 65536 127000
price input_mtok=0.11 output_mtok=0.11
model Mistral-Nemo-Instruct-2407
is =mistral-nemo-instruct-2407 =mistral-nemo-instruct-2407
limits 65536 118000
price input_mtok=0.14 output_mtok=0.14
model Mistral-Small-3.2-24B-Instruct-2506
is =mistral-small-3.2-24b-instruct-2506 =mistral-small-3.2-24b-instruct-2506
limits 131072 128000
price input_mtok=0.1 output_mtok=0.31
model Mixtral-8x7B-Instruct-v0.1
is =mixtral-8x7b-instruct-v0.1 =mixtral-8x7b-instruct-v0.1
limits 32768 32000
price input_mtok=0.7 output_mtok=0.7
model Qwen2.5-VL-72B-Instruct
is =qwen2.5-vl-72b-instruct =qwen2.5-vl-72b-instruct
limits 32768 32000
price input_mtok=1.01 output_mtok=1.01
model Qwen3-32B
is =qwen3-32b =qwen3-32b
limits 32768 32000
price input_mtok=0.09 output_mtok=0.25
model Qwen3-Coder-30B-A3B-Instruct
is =qwen3-coder-30b-a3b-instruct =qwen3-coder-30b-a3b-instruct
limits 262144 0
price input_mtok=0.07 output_mtok=0.26
model Qwen3-Embedding-8B
is =qwen3-embedding-8b =qwen3-embedding-8b
limits 32768 0
price input_mtok=0.12
model Qwen3.5-397B-A17B
is =qwen3.5-397b-a17b =qwen3.5-397b-a17b
limits 262144 0
price input_mtok=0.71 output_mtok=4.25
model Qwen3.5-9B
is =qwen3.5-9b =qwen3.5-9b
limits 262144 0
price input_mtok=0.12 output_mtok=0.18
model Qwen3.6-27B
is =qwen3.6-27b =qwen3.6-27b
limits 262144 0
price input_mtok=0.47 output_mtok=3.19
model Qwen3.8-27B
is =qwen3.8-27b =qwen3.8-27b
limits 262144 0
price input_mtok=0.47 output_mtok=3.19
model bge-base-en-v1.5
is =bge-base-en-v1.5
limits 512 0
price input_mtok=0.01
model bge-m3
is =bge-m3
limits 8192 0
price input_mtok=0.01
model bge-multilingual-gemma2
is =bge-multilingual-gemma2
limits 8192 0
price input_mtok=0.01
model gpt-oss-120b
is =gpt-oss-120b
limits 131072 131000
price input_mtok=0.09 output_mtok=0.47
model gpt-oss-20b
is =gpt-oss-20b
limits 131072 131000
price input_mtok=0.05 output_mtok=0.18
provider perplexity
model llama-3.1-sonar-large-128k-online
is =llama-3.1-sonar-large-128k-online
price input_mtok=1 output_mtok=1
model llama-3.1-sonar-small-128k-online
is =llama-3.1-sonar-small-128k-online
price input_mtok=0.2 output_mtok=0.2
model perplexity/deepseek-v4-pro-0813
is =perplexity/deepseek-v4-pro-0813
price cache_read_mtok=0.044 input_mtok=1.32 output_mtok=3.96
model perplexity/glm-5.3
is =perplexity/glm-5.3
price cache_read_mtok=0.26 input_mtok=1.4 output_mtok=4.4
model perplexity/glm-5.3-flash
is =perplexity/glm-5.3-flash
price cache_read_mtok=0.03 input_mtok=0.15 output_mtok=0.5
model perplexity/kimi-k3
is =perplexity/kimi-k3
price cache_read_mtok=0.3 input_mtok=3 output_mtok=15
model perplexity/nemotron-3.5-super-120b-a12b
is =perplexity/nemotron-3.5-super-120b-a12b
price cache_read_mtok=0.04 input_mtok=0.2 output_mtok=0.5
model perplexity/sonar
is =perplexity/sonar
price cache_read_mtok=0.0625 input_mtok=0.25 output_mtok=2.5 web_searches_kcount=2.5
model pplx-decider-flash-v1.2
is =pplx-decider-flash-v1.2 =pplx-decider-flash-latest =perplexity/pplx-decider-flash-latest
price input_mtok=0.01
model pplx-decider-v1-27b
is =pplx-decider-v1-27b
limits 262144 0
price input_mtok=0.02
model pplx-decider-v1.1-27b
is =pplx-decider-v1.1-27b
limits 262144 0
price input_mtok=0.02
model pplx-decider-v1.2
is =pplx-decider-v1.2 =pplx-decider-latest =perplexity/pplx-decider-latest
price input_mtok=0.02
model pplx-embed-context-v1-0.6b
is =pplx-embed-context-v1-0.6b
price input_mtok=0.008
model pplx-embed-context-v1-4b
is =pplx-embed-context-v1-4b
price input_mtok=0.05
model pplx-embed-v1-0.6b
is =pplx-embed-v1-0.6b
price input_mtok=0.004
model pplx-embed-v1-4b
is =pplx-embed-v1-4b
price input_mtok=0.03
model r1-1776
is =r1-1776
price input_mtok=2 output_mtok=8
model sonar
is =sonar
limits 128000 128000
price input_mtok=1 output_mtok=1 requests_kcount=12
model sonar-deep-research
is =sonar-deep-research
limits 128000 128000
price input_mtok=2 output_mtok=8 output_reasoning_mtok=3 web_searches_kcount=5
model sonar-pro
is =sonar-pro
limits 200000 8000
price input_mtok=3 output_mtok=15 requests_kcount=14
model sonar-pro-search
is =sonar-pro-search
price input_mtok=3 output_mtok=15
model sonar-reasoning
is =sonar-reasoning
limits 128000 128000
price input_mtok=1 output_mtok=5 requests_kcount=12
model sonar-reasoning-pro
is =sonar-reasoning-pro
limits 128000 128000
price input_mtok=2 output_mtok=8 requests_kcount=14
provider quicksilverpro
model claude-fable-5
is =claude-fable-5
limits 1000000 0
price input_mtok=8 output_mtok=40
price from=2026-10-19 input_mtok=2.5 output_mtok=12.5
price from=2026-10-29 cache_read_mtok=0.25 cache_write_mtok=3.125 input_mtok=2.5 output_mtok=12.5
model claude-fable-5-1
is =claude-fable-5-1
limits 1000000 0
price cache_read_mtok=0.0625 input_mtok=2.5 output_mtok=12.5
price from=2026-10-29 cache_read_mtok=0.0625 cache_write_mtok=3.125 input_mtok=2.5 output_mtok=12.5
model claude-haiku-4-5
is =claude-haiku-4-5
limits 200000 0
price input_mtok=0.8 output_mtok=4
price from=2026-10-19 input_mtok=0.25 output_mtok=1.25
price from=2026-10-29 cache_read_mtok=0.025 cache_write_mtok=0.3125 input_mtok=0.25 output_mtok=1.25
model claude-haiku-5-5
is =claude-haiku-5-5
limits 1000000 0
price cache_read_mtok=0.0025/200000:0.0125 cache_write_mtok=0.03125 input_mtok=0.025/200000:0.125 output_mtok=0.125/200000:0.625
model claude-opus-4-6
is =claude-opus-4-6
limits 1000000 0
price input_mtok=4 output_mtok=20
model claude-opus-4-8
is =claude-opus-4-8
limits 1000000 0
price input_mtok=4 output_mtok=20
price from=2026-10-19 input_mtok=1.25 output_mtok=6.25
price from=2026-10-29 cache_read_mtok=0.125 cache_write_mtok=1.5625 input_mtok=1.25 output_mtok=6.25
model claude-opus-5
is =claude-opus-5
limits 1000000 0
price input_mtok=4 output_mtok=20
price from=2026-10-19 input_mtok=1.25 output_mtok=6.25
price from=2026-10-29 cache_read_mtok=0.125 cache_write_mtok=1.5625 input_mtok=1.25 output_mtok=6.25
model claude-opus-5-5
is =claude-opus-5-5
limits 1000000 0
price cache_read_mtok=0.05 cache_write_mtok=1.25 input_mtok=1 output_mtok=5
model claude-sonnet-4-6
is =claude-sonnet-4-6
limits 1000000 0
price input_mtok=2.4 output_mtok=12
model claude-sonnet-5
is =claude-sonnet-5
limits 1000000 0
price input_mtok=2 output_mtok=10
price from=2026-10-19 input_mtok=0.5 output_mtok=2.5
price from=2026-10-29 cache_read_mtok=0.05 cache_write_mtok=0.625 input_mtok=0.5 output_mtok=2.5
model claude-sonnet-5-5
is =claude-sonnet-5-5
limits 1000000 0
price cache_read_mtok=0.05 cache_write_mtok=0.625 input_mtok=0.5 output_mtok=2.5
model deepseek-v4-flash
is =deepseek-v4-flash
limits 1048576 0
price cache_read_mtok=0.0144 input_mtok=0.112 output_mtok=0.224
price from=2026-10-19 cache_read_mtok=0.015 input_mtok=0.06 output_mtok=0.18
model deepseek-v4-pro
is =deepseek-v4-pro
limits 1048576 0
price cache_read_mtok=0.003625 input_mtok=0.435 output_mtok=0.87
price from=2026-10-19 cache_read_mtok=0.1 input_mtok=0.7 output_mtok=2.1
model deepseek-v4.1-flash
is =deepseek-v4.1-flash
limits 1048576 0
price cache_read_mtok=0.0125 input_mtok=0.125 output_mtok=0.55
price from=2026-11-06 cache_read_mtok=0.0011 input_mtok=0.0558 output_mtok=0.2231
model deepseek-v4.1-flash-1017
is =deepseek-v4.1-flash-1017
limits 1048576 0
price cache_read_mtok=0.00294 input_mtok=0.098 output_mtok=0.294
model gemini-3-flash-preview
is =gemini-3-flash-preview
limits 1048576 0
price input_mtok=0.425 output_mtok=2.55
model gemini-3-pro-image
is =gemini-3-pro-image
limits 1048576 0
price input_mtok=1.7 output_image_mtok=102 output_mtok=10.2
model gemini-3.1-flash-lite
is =gemini-3.1-flash-lite
limits 1048576 0
price input_mtok=0.2125 output_mtok=1.275
model gemini-3.1-pro-preview
is =gemini-3.1-pro-preview
limits 1048576 0
price input_mtok=1.7 output_mtok=10.2
model gemini-3.5-flash
is =gemini-3.5-flash
limits 1048576 0
price input_mtok=1.275 output_mtok=7.65
model gemini-3.5-flash-lite
is =gemini-3.5-flash-lite
limits 1048576 0
price input_mtok=0.255 output_mtok=2.125
model gemini-3.6-flash
is =gemini-3.6-flash
limits 1048576 0
price input_mtok=1.275 output_mtok=6.375
price from=2026-10-19 input_mtok=0.6375 output_mtok=3.1875
model gemini-3.7-flash
is =gemini-3.7-flash
limits 1048576 0
price cache_read_mtok=0.06375 input_mtok=0.6375 output_mtok=3.1875
model gemini-3.8-flash
is =gemini-3.8-flash
limits 1048576 0
price cache_read_mtok=0.06375 input_mtok=0.6375 output_mtok=3.1875
model gemini-4-argon
is =gemini-4-argon
limits 1048576 0
price cache_read_mtok=0.1 input_mtok=2 output_mtok=10
model glm-5.2
is =glm-5.2
limits 1048576 0
price cache_read_mtok=0.208 input_mtok=1.12 output_mtok=3.52
price from=2026-10-19 cache_read_mtok=0.105 input_mtok=0.7 output_mtok=2.2
model glm-5.3
is =glm-5.3
limits 1048576 0
price cache_read_mtok=0.208 input_mtok=1.12 output_mtok=3.52
price from=2026-10-19 cache_read_mtok=0.2 input_mtok=0.6 output_mtok=2.2
model glm-5.3-flash
is =glm-5.3-flash
limits 1048576 0
price cache_read_mtok=0.012 input_mtok=0.06 output_mtok=0.2
price from=2026-10-19 cache_read_mtok=0.03 input_mtok=0.07 output_mtok=0.05
price from=2026-11-06 input_mtok=0.0284 output_mtok=0.0923
model glm-5.3-prime
is =glm-5.3-prime
limits 1048576 0
price cache_read_mtok=0.448 input_mtok=2.24 output_mtok=7.04
model gpt-5.6-luna
is =gpt-5.6-luna
limits 1048576 0
price cache_read_mtok=0.008 cache_write_mtok=0.1 input_mtok=0.08 output_mtok=0.48
price from=2026-10-19 cache_read_mtok=0.016 cache_write_mtok=0.2 input_mtok=0.16 output_mtok=0.96
model gpt-5.6-sol
is =gpt-5.6-sol
limits 1048576 0
price cache_read_mtok=0.4 cache_write_mtok=5 input_mtok=4 output_mtok=24
price from=2026-10-19 cache_read_mtok=0.16 cache_write_mtok=2 input_mtok=1.6 output_mtok=8
model gpt-5.6-terra
is =gpt-5.6-terra
limits 1048576 0
price cache_read_mtok=0.08 cache_write_mtok=1 input_mtok=0.8 output_mtok=4.8
price from=2026-10-19 cache_read_mtok=0.16 cache_write_mtok=2 input_mtok=1.6 output_mtok=9.6
model gpt-6-astra
is =gpt-6-astra
limits 1048576 0
price cache_read_mtok=1/200000:2 cache_write_mtok=12.5 input_mtok=10/200000:20 output_mtok=50/200000:75
model gpt-6-luna
is =gpt-6-luna
limits 1048576 0
price cache_read_mtok=0.01/200000:0.02 cache_write_mtok=0.125 input_mtok=0.1/200000:0.2 output_mtok=0.5/200000:0.75
model gpt-6-sol
is =gpt-6-sol
limits 1048576 0
price cache_read_mtok=0.2/200000:0.4 cache_write_mtok=2.5 input_mtok=2/200000:4 output_mtok=10/200000:15
model gpt-6.1-sol
is =gpt-6.1-sol
limits 1048576 0
price cache_read_mtok=0.1/200000:0.2 cache_write_mtok=2.5 input_mtok=2/200000:4 output_mtok=10/200000:15
model gpt-6.1-terra
is =gpt-6.1-terra =gpt-6.1-terra-pro
limits 1050000 0
price cache_read_mtok=0.1/200000:0.2 cache_write_mtok=1.25 input_mtok=1/200000:2 output_mtok=5/200000:7.5
model gpt-oss-120b
is =gpt-oss-120b
limits 131072 0
price cache_read_mtok=0.06 input_mtok=0.12 output_mtok=0.48
price from=2026-10-19 input_mtok=0.03 output_mtok=0.15
model grok-4.5
is =grok-4.5
limits 500000 0
price cache_read_mtok=0.4 input_mtok=1.6 output_mtok=4.8
model grok-4.6
is =grok-4.6
limits 500000 0
price cache_read_mtok=0.5/200000:1 input_mtok=2/200000:4 output_mtok=6/200000:12
model grok-4.7
is =grok-4.7
limits 500000 0
price cache_read_mtok=0.5/200000:1 input_mtok=2/200000:4 output_mtok=6/200000:12
model hy3
is =hy3
limits 262144 0
price cache_read_mtok=0.0264 input_mtok=0.1056 output_mtok=0.4224
price from=2026-10-19 cache_read_mtok=0.0227 input_mtok=0.091 output_mtok=0.363
model hy4
is =hy4
limits 1048576 0
price cache_read_mtok=0.0231 input_mtok=0.459 output_mtok=1.375
model hy4-preview
is =hy4-preview
limits 1048576 0
price cache_read_mtok=0.0336 input_mtok=0.6672 output_mtok=2.0008
model jev-1.13
is =jev-1.13
limits 32000 0
price input_mtok=0.042
model kimi-k2.6
is =kimi-k2.6
limits 256000 0
price cache_read_mtok=0.292 input_mtok=0.5472 output_mtok=2.728
price from=2026-10-19 cache_read_mtok=0.045 input_mtok=0.45 output_mtok=1.95
model kimi-k2.7-code
is =kimi-k2.7-code
limits 256000 0
price cache_read_mtok=0.1278 input_mtok=0.584 output_mtok=2.8
price from=2026-10-19 cache_read_mtok=0.18 input_mtok=0.6712 output_mtok=3.35
model kimi-k3
is =kimi-k3
limits 1048576 0
price cache_read_mtok=0.24 input_mtok=2.4 output_mtok=12
price from=2026-10-19 cache_read_mtok=0.255 input_mtok=2.55 output_mtok=12.75
model kimi-k3.1-pro
is =kimi-k3.1-pro
limits 1048576 0
price cache_read_mtok=0.2 input_mtok=2 output_mtok=10
model kimi-k3.1-pro-highspeed
is =kimi-k3.1-pro-highspeed
limits 1048576 0
price cache_read_mtok=0.2 input_mtok=4 output_mtok=20
model mimo-v2.5
is =mimo-v2.5
limits 1048576 0
price cache_read_mtok=0.00224 input_mtok=0.112 output_mtok=0.224
price from=2026-11-05 cache_read_mtok=0.064 input_mtok=0.32 output_mtok=1.6
model mimo-v2.6-flash
is =mimo-v2.6-flash
limits 1048576 0
price cache_read_mtok=0.00224 input_mtok=0.112 output_mtok=0.224
model mimo-v2.6-pro
is =mimo-v2.6-pro
limits 1048576 0
price cache_read_mtok=0.00288 input_mtok=0.348 output_mtok=0.696
price from=2026-11-03 cache_read_mtok=0.0036 input_mtok=0.426 output_mtok=0.861
model minimax-m3
is =minimax-m3
limits 1048576 0
price cache_read_mtok=0.048 input_mtok=0.24 output_mtok=0.96
model mistral-large-4
is =mistral-large-4
limits 524288 0
price cache_read_mtok=0.07 input_mtok=0.68 output_mtok=2.09
model muse-glimmer-30b
is =muse-glimmer-30b
limits 131072 0
price cache_read_mtok=0.032 input_mtok=0.28 output_mtok=1.2
price from=2026-10-19 cache_read_mtok=0.04 input_mtok=0.3 output_mtok=1.2
model muse-spark-1.2
is =muse-spark-1.2
limits 1048576 0
price cache_read_mtok=0.12 input_mtok=1 output_mtok=3.4
model muse-spark-1.3
is =muse-spark-1.3
limits 1048576 0
price cache_read_mtok=0.12 input_mtok=1 output_mtok=3.4
model muse-spark-open
is =muse-spark-open
limits 1000000 0
price cache_read_mtok=0.15 input_mtok=1.25 output_mtok=4.25
model muse-wonder
is =muse-wonder
limits 1048576 0
price cache_read_mtok=0.2 input_mtok=4 output_mtok=20
model nemotron-3-ultra
is =nemotron-3-ultra
limits 262144 0
price cache_read_mtok=0.1 input_mtok=0.5 output_mtok=2.2
model nemotron-3.5-lightning
is =nemotron-3.5-lightning
limits 262144 0
price cache_read_mtok=0.04 input_mtok=0.08 output_mtok=0.2
price from=2026-10-19 cache_read_mtok=0.033 input_mtok=0.066 output_mtok=0.176
model qwen3.6-35b
is =qwen3.6-35b
limits 262144 0
price cache_read_mtok=0.04 input_mtok=0.112 output_mtok=0.8
price from=2026-10-19 cache_read_mtok=0.025 input_mtok=0.05 output_mtok=0.7
model qwen3.6-plus
is =qwen3.6-plus
limits 1048576 0
price cache_write_mtok=0.325 input_mtok=0.26 output_mtok=1.56
model qwen3.7-flash
is =qwen3.7-flash
limits 1048576 0
price cache_read_mtok=0.0048 input_mtok=0.024 output_mtok=0.104
model qwen3.7-max
is =qwen3.7-max
limits 1048576 0
price cache_read_mtok=0.25 cache_write_mtok=1.5625 input_mtok=1.25 output_mtok=3.75
model qwen3.7-plus
is =qwen3.7-plus
limits 1048576 0
price cache_read_mtok=0.0512 cache_write_mtok=0.32 input_mtok=0.256 output_mtok=1.024
model qwen3.8-27b
is =qwen3.8-27b
limits 1000000 0
price cache_read_mtok=0.068 cache_write_mtok=0.425 input_mtok=0.34 output_mtok=2.04
model qwen3.8-27b-decentered
is =qwen3.8-27b-decentered
limits 1000000 0
price input_mtok=0.238 output_mtok=1.428
model qwen3.8-flash-next
is =qwen3.8-flash-next
limits 1000000 0
price cache_read_mtok=0.0128 cache_write_mtok=0.16 input_mtok=0.12 output_mtok=0.376
model qwen3.8-max
is =qwen3.8-max
limits 1048576 0
price cache_read_mtok=0.25 cache_write_mtok=2.5 input_mtok=2 output_mtok=6
model qwen3.8-max-prime
is =qwen3.8-max-prime
limits 1048576 0
price cache_read_mtok=0.5 input_mtok=4 output_mtok=12
model qwen3.8-omni-flash
is =qwen3.8-omni-flash
limits 1048576 0
price cache_read_mtok=0.016 input_mtok=0.15 output_mtok=0.47
model step-5-preview
is =step-5-preview
limits 1048576 0
price cache_read_mtok=0.1 input_mtok=1 output_mtok=2.7
model trio-spark-v1.3
is =trio-spark-v1.3
limits 1024 0
price input_mtok=0.042
provider together
also =together-ai =together_ai
model Austism/chronos-hermes-13b
is =austism/chronos-hermes-13b
price input_mtok=0.3 output_mtok=0.3
model Gryphe/MythoMax-L2-13b
is =gryphe/mythomax-l2-13b
price input_mtok=0.3 output_mtok=0.3
model MiniMaxAI/MiniMax-M3
is =minimaxai/minimax-m3
limits 524288 524288
price cache_read_mtok=0.06 input_mtok=0.3 output_mtok=1.2
model MiniMaxAI/MiniMax-M3.1-Flash
is =minimaxai/minimax-m3.1-flash
limits 1048576 1048576
price cache_read_mtok=0.015 input_mtok=0.15 output_mtok=0.6
model Nexusflow/NexusRaven-V2-13B
is =nexusflow/nexusraven-v2-13b
price input_mtok=0.3 output_mtok=0.3
model NousResearch/Nous-Capybara-7B-V1p9
is =nousresearch/nous-capybara-7b-v1p9
price input_mtok=0.2 output_mtok=0.2
model NousResearch/Nous-Hermes-2-Mixtral-8x7B-DPO
is =nousresearch/nous-hermes-2-mixtral-8x7b-dpo
limits 32768 32768
price input_mtok=0.9 output_mtok=0.9
model NousResearch/Nous-Hermes-2-Mixtral-8x7B-SFT
is =nousresearch/nous-hermes-2-mixtral-8x7b-sft
price input_mtok=0.9 output_mtok=0.9
model NousResearch/Nous-Hermes-2-Yi-34B
is =nousresearch/nous-hermes-2-yi-34b
price input_mtok=0.8 output_mtok=0.8
model NousResearch/Nous-Hermes-Llama2-13b
is =nousresearch/nous-hermes-llama2-13b
price input_mtok=0.225 output_mtok=0.225
model NousResearch/Nous-Hermes-llama-2-7b
is =nousresearch/nous-hermes-llama-2-7b
price input_mtok=0.2 output_mtok=0.2
model Open-Orca/Mistral-7B-OpenOrca
is =open-orca/mistral-7b-openorca
price input_mtok=0.2 output_mtok=0.2
model Qwen/Qwen1.5-0.5B
is =qwen/qwen1.5-0.5b =qwen/qwen1.5-0.5b-chat
price input_mtok=0.1 output_mtok=0.1
model Qwen/Qwen1.5-1.8B
is =qwen/qwen1.5-1.8b =qwen/qwen1.5-1.8b-chat
price input_mtok=0.1 output_mtok=0.1
model Qwen/Qwen1.5-14B
is =qwen/qwen1.5-14b =qwen/qwen1.5-14b-chat
price input_mtok=0.3 output_mtok=0.3
model Qwen/Qwen1.5-4B
is =qwen/qwen1.5-4b =qwen/qwen1.5-4b-chat
price input_mtok=0.1 output_mtok=0.1
model Qwen/Qwen1.5-72B
is =qwen/qwen1.5-72b
price input_mtok=0.9 output_mtok=0.9
model Qwen/Qwen1.5-7B
is =qwen/qwen1.5-7b =qwen/qwen1.5-7b-chat
price input_mtok=0.2 output_mtok=0.2
model Qwen/Qwen3.5-9B
is =qwen/qwen3.5-9b
limits 262144 262144
price input_mtok=0.17 output_mtok=0.25
model Qwen/Qwen3.6-Plus
is =qwen/qwen3.6-plus
limits 1000000 1000000
price input_mtok=0.5 output_mtok=3
model Qwen/Qwen3.7-Max
is =qwen/qwen3.7-max
limits 1000000 1000000
price cache_read_mtok=0.5 input_mtok=2.5 output_mtok=7.5
model Qwen/Qwen3.7-Plus
is =qwen/qwen3.7-plus
limits 1000000 1000000
price input_mtok=0.32 output_mtok=1.28
model Qwen/Qwen3.8-2.4T-A95B
is =qwen/qwen3.8-2.4t-a95b
limits 1010000 1010000
price cache_read_mtok=0.5 input_mtok=2 output_mtok=6
model Qwen/Qwen3.8-Flash
is =qwen/qwen3.8-flash
limits 1000000 1000000
price input_mtok=0.15 output_mtok=0.47
model Undi95/ReMM-SLERP-L2-13B
is =undi95/remm-slerp-l2-13b
price input_mtok=0.3 output_mtok=0.3
model Undi95/Toppy-M-7B
is =undi95/toppy-m-7b
price input_mtok=0.2 output_mtok=0.2
model WizardLM/WizardLM-13B-V1.2
is =wizardlm/wizardlm-13b-v1.2
price input_mtok=0.3 output_mtok=0.3
model allenai/OLMo-7B
is =allenai/olmo-7b =allenai/olmo-7b-instruct =allenai/olmo-7b-twin-2t
price input_mtok=0.2 output_mtok=0.2
model codellama/CodeLlama-13b-Instruct-hf
is =codellama/codellama-13b-instruct-hf
price input_mtok=0.225 output_mtok=0.225
model codellama/CodeLlama-34b-Instruct-hf
is =codellama/codellama-34b-instruct-hf
price input_mtok=0.776 output_mtok=0.776
model codellama/CodeLlama-70b-Instruct-hf
is =codellama/codellama-70b-instruct-hf
price input_mtok=0.9 output_mtok=0.9
model codellama/CodeLlama-7b-Instruct-hf
is =codellama/codellama-7b-instruct-hf
price input_mtok=0.2 output_mtok=0.2
model deepseek-ai/DeepSeek-V4-Pro-0813
is =deepseek-ai/deepseek-v4-pro-0813
limits 1048576 1048576
price cache_read_mtok=0.13 input_mtok=1.32 output_mtok=3.96
model deepseek-ai/DeepSeek-V4.1-Flash
is =deepseek-ai/deepseek-v4.1-flash =deepseek-ai/deepseek-v4.1-flash-1017
limits 1000000 1048576
price cache_read_mtok=0.006 input_mtok=0.3 output_mtok=1.2
model deepseek-ai/deepseek-coder-33b-instruct
is =deepseek-ai/deepseek-coder-33b-instruct
limits 16384 16384
price input_mtok=0.8 output_mtok=0.8
model garage-bAInd/Platypus2-70B-instruct
is =garage-baind/platypus2-70b-instruct
price input_mtok=0.9 output_mtok=0.9
model google/gemma-2b
is =google/gemma-2b =google/gemma-2b-it
price input_mtok=0.1 output_mtok=0.1
model google/gemma-7b
is =google/gemma-7b =google/gemma-7b-it
price input_mtok=0.2 output_mtok=0.2
model lmsys/vicuna-13b-v1.5
is =lmsys/vicuna-13b-v1.5
price input_mtok=0.3 output_mtok=0.3
model lmsys/vicuna-7b-v1.5
is =lmsys/vicuna-7b-v1.5
price input_mtok=0.2 output_mtok=0.2
model meta-llama/Llama-2-13b-chat-hf
is =meta-llama/llama-2-13b-chat-hf
price input_mtok=0.225 output_mtok=0.225
model meta-llama/Llama-2-70b-chat-hf
is =meta-llama/llama-2-70b-chat-hf
price input_mtok=0.9 output_mtok=0.9
model meta-llama/Llama-2-7b-chat-hf
is =meta-llama/llama-2-7b-chat-hf
price input_mtok=0.2 output_mtok=0.2
model meta-llama/Llama-3-70b-chat-hf
is =meta-llama/llama-3-70b-chat-hf
price input_mtok=0.9 output_mtok=0.9
model meta-llama/Llama-3-8b-chat-hf
is =meta-llama/llama-3-8b-chat-hf
limits 8192 8192
price input_mtok=0.2 output_mtok=0.2
model meta-llama/Llama-3.3-70B-Instruct-Turbo
is =meta-llama/llama-3.3-70b-instruct-turbo
limits 131072 131072
price input_mtok=0.88 output_mtok=0.88
model meta-llama/Llama-4-Maverick-17B-128E-Instruct-FP8
is =meta-llama/llama-4-maverick-17b-128e-instruct-fp8
price input_mtok=0.27 output_mtok=0.85
model meta-llama/Llama-4-Scout-17B-16E-Instruct
is =meta-llama/llama-4-scout-17b-16e-instruct
limits 1048576 1048576
price input_mtok=0.18 output_mtok=0.59
model meta-llama/Meta-Llama-3-70B-Instruct-Lite
is =meta-llama/meta-llama-3-70b-instruct-lite
price input_mtok=0.54 output_mtok=0.54
model meta-llama/Meta-Llama-3-70B-Instruct-Turbo
is =meta-llama/meta-llama-3-70b-instruct-turbo
limits 8192 8192
price input_mtok=0.88 output_mtok=0.88
model meta-llama/Meta-Llama-3-8B-Instruct-Lite
is =meta-llama/meta-llama-3-8b-instruct-lite
price input_mtok=0.1 output_mtok=0.1
model meta-llama/Meta-Llama-3-8B-Instruct-Turbo
is =meta-llama/meta-llama-3-8b-instruct-turbo
price input_mtok=0.18 output_mtok=0.18
model meta-llama/Meta-Llama-3.1-405B-Instruct-Turbo
is =meta-llama/meta-llama-3.1-405b-instruct-turbo
price input_mtok=3.5 output_mtok=3.5
model meta-llama/Meta-Llama-3.1-70B-Instruct-Turbo
is =meta-llama/meta-llama-3.1-70b-instruct-turbo
limits 131072 131072
price input_mtok=0.88 output_mtok=0.88
model meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo
is =meta-llama/meta-llama-3.1-8b-instruct-turbo
limits 131072 131072
price input_mtok=0.18 output_mtok=0.18
model meta-llama/Meta-Llama-3.3-70B-Instruct-Turbo
is =meta-llama/meta-llama-3.3-70b-instruct-turbo
price input_mtok=0.88 output_mtok=0.88
model meta-models/Muse-Glimmer-30B
is =meta-models/muse-glimmer-30b
limits 131072 131072
price cache_read_mtok=0.04 input_mtok=0.35 output_mtok=1.5
model meta-models/Muse-Spark-Open-816B-A42B
is =meta-models/muse-spark-open-816b-a42b
limits 1048576 1048576
price cache_read_mtok=0.15 input_mtok=1.25 output_mtok=4.25
model microsoft/WizardLM-2-8x22B
is =microsoft/wizardlm-2-8x22b
price input_mtok=1.2 output_mtok=1.2
model microsoft/phi-2
is =microsoft/phi-2
price input_mtok=0.1 output_mtok=0.1
model mistralai/Mistral-7B-Instruct-v0.1
is =mistralai/mistral-7b-instruct-v0.1
limits 32768 32768
price input_mtok=0.2 output_mtok=0.2
model mistralai/Mistral-7B-Instruct-v0.2
is =mistralai/mistral-7b-instruct-v0.2
price input_mtok=0.2 output_mtok=0.2
model mistralai/Mistral-7B-v0.1
is =mistralai/mistral-7b-v0.1
price input_mtok=0.2 output_mtok=0.2
model mistralai/Mixtral-8x22B-Instruct-v0.1
is =mistralai/mixtral-8x22b-instruct-v0.1
price input_mtok=2.4 output_mtok=2.4
model mistralai/Mixtral-8x7B-Instruct-v0.1
is =mistralai/mixtral-8x7b-instruct-v0.1
limits 32768 32768
price input_mtok=0.9 output_mtok=0.9
model mistralai/Mixtral-8x7B-v0.1
is =mistralai/mixtral-8x7b-v0.1
price input_mtok=0.9 output_mtok=0.9
model moonshotai/Kimi-K3
is =moonshotai/kimi-k3
limits 1048576 1048576
price cache_read_mtok=0.3 input_mtok=3 output_mtok=15
model moonshotai/Kimi-K3.1-Pro
is =moonshotai/kimi-k3.1-pro
limits 1048576 0
price cache_read_mtok=0.2 input_mtok=2 output_mtok=10
model nvidia/NVIDIA-Nemotron-3.5-Super-VL
is =nvidia/nvidia-nemotron-3.5-super-vl
limits 262144 262144
price cache_read_mtok=0.02 input_mtok=0.15 output_mtok=0.5
model openai/gpt-oss-120b
is =openai/gpt-oss-120b
limits 131072 131072
price input_mtok=0.15 output_mtok=0.6
model openchat/openchat-3.5-1210
is =openchat/openchat-3.5-1210
price input_mtok=0.2 output_mtok=0.2
model reflection/Beam-1.0-501B-A23B
is =reflection/beam-1.0-501b-a23b
limits 1048576 1048576
price cache_read_mtok=0.04 input_mtok=0.4 output_mtok=1.2
model ricursive-ai/Ripple-65B-Preview
is =ricursive-ai/ripple-65b-preview
limits 131072 0
price input_mtok=0.2 output_mtok=0.6
model snorkelai/Snorkel-Mistral-PairRM-DPO
is =snorkelai/snorkel-mistral-pairrm-dpo
price input_mtok=0.2 output_mtok=0.2
model teknium/OpenHermes-2-Mistral-7B
is =teknium/openhermes-2-mistral-7b
price input_mtok=0.2 output_mtok=0.2
model teknium/OpenHermes-2p5-Mistral-7B
is =teknium/openhermes-2p5-mistral-7b
price input_mtok=0.2 output_mtok=0.2
model thinkingmachines/Inkling
is =thinkingmachines/inkling
limits 524288 524288
price cache_read_mtok=0.17 input_mtok=1 output_mtok=4.05
model together/Tev1-4B-experimental
is =together/tev1-4b-experimental
limits 32768 0
price input_mtok=0.04
price from=2026-10-19 input_mtok=0.042
model togethercomputer/GPT-JT-Moderation-6B
is =togethercomputer/gpt-jt-moderation-6b
price input_mtok=0.2 output_mtok=0.2
model togethercomputer/Llama-2-7B-32K-Instruct
is =togethercomputer/llama-2-7b-32k-instruct
price input_mtok=0.2 output_mtok=0.2
model togethercomputer/RedPajama-INCITE-7B-Base
is =togethercomputer/redpajama-incite-7b-base
price input_mtok=0.2 output_mtok=0.2
model togethercomputer/RedPajama-INCITE-7B-Chat
is =togethercomputer/redpajama-incite-7b-chat
price input_mtok=0.2 output_mtok=0.2
model togethercomputer/RedPajama-INCITE-7B-Instruct
is =togethercomputer/redpajama-incite-7b-instruct
price input_mtok=0.2 output_mtok=0.2
model togethercomputer/RedPajama-INCITE-Base-3B-v1
is =togethercomputer/redpajama-incite-base-3b-v1
price input_mtok=0.1 output_mtok=0.1
model togethercomputer/RedPajama-INCITE-Chat-3B-v1
is =togethercomputer/redpajama-incite-chat-3b-v1
price input_mtok=0.1 output_mtok=0.1
model togethercomputer/RedPajama-INCITE-Instruct-3B-v1
is =togethercomputer/redpajama-incite-instruct-3b-v1
price input_mtok=0.1 output_mtok=0.1
model togethercomputer/StripedHyena-Hessian-7B
is =togethercomputer/stripedhyena-hessian-7b
price input_mtok=0.2 output_mtok=0.2
model togethercomputer/StripedHyena-Nous-7B
is =togethercomputer/stripedhyena-nous-7b
price input_mtok=0.2 output_mtok=0.2
model togethercomputer/alpaca-7b
is =togethercomputer/alpaca-7b
price input_mtok=0.2 output_mtok=0.2
model upstage/SOLAR-10.7B-Instruct-v1.0
is =upstage/solar-10.7b-instruct-v1.0
price input_mtok=0.3 output_mtok=0.3
model zai-org/GLM-5.2
is =zai-org/glm-5.2
limits 1048575 128000
price cache_read_mtok=0.26 input_mtok=1.4 output_mtok=4.4
model zai-org/GLM-5.3
is =zai-org/glm-5.3
limits 1048575 128000
price cache_read_mtok=0.26 input_mtok=1.4 output_mtok=4.4
model zai-org/GLM-5.3-Flash
is =zai-org/glm-5.3-flash
limits 1048575 128000
price cache_read_mtok=0.03 input_mtok=0.15 output_mtok=0.5
model zero-one-ai/Yi-34B
is =zero-one-ai/yi-34b
price input_mtok=0.8 output_mtok=0.8
model zero-one-ai/Yi-6B
is =zero-one-ai/yi-6b
price input_mtok=0.2 output_mtok=0.2
provider typesafe
also *typesafe
model jev-1.13.0
is =jev-1.13.0 ~jev-1.13 ~jev-1.13-######## ~typesafe/jev-1.13 ~typesafe/jev-1.13-########
limits 32000 0
price input_mtok=0.042
model jev-1.14.0
is =jev-1.14.0 ~jev-1.14 ~jev-1.14-######## ~typesafe/jev-1.14 ~typesafe/jev-1.14-######## =jev-preview =jev-latest
limits 32000 0
price input_mtok=0.042
provider voyageai
also *voyage
model voyage-01
is =voyage-01
price input_mtok=0.1
model voyage-02
is =voyage-02
price input_mtok=0.1
model voyage-2
is =voyage-2
price input_mtok=0.1
model voyage-3
is =voyage-3
price input_mtok=0.06
model voyage-3-large
is =voyage-3-large
price input_mtok=0.18
model voyage-3-lite
is =voyage-3-lite
price input_mtok=0.02
model voyage-3.5
is =voyage-3.5
price input_mtok=0.06
model voyage-3.5-lite
is =voyage-3.5-lite
price input_mtok=0.02
model voyage-4
is =voyage-4
price input_mtok=0.06
model voyage-4-large
is =voyage-4-large
price input_mtok=0.12
model voyage-4-lite
is =voyage-4-lite
price input_mtok=0.02
model voyage-code-2
is =voyage-code-2
price input_mtok=0.12
model voyage-code-3
is =voyage-code-3
price input_mtok=0.18
model voyage-code-4
is =voyage-code-4
price input_mtok=0.12
model voyage-context-3
is =voyage-context-3
price input_mtok=0.18
model voyage-context-4
is =voyage-context-4
price input_mtok=0.12
model voyage-finance-2
is =voyage-finance-2
price input_mtok=0.12
model voyage-large-2
is =voyage-large-2
price input_mtok=0.12
model voyage-large-2-instruct
is =voyage-large-2-instruct
price input_mtok=0.12
model voyage-law-2
is =voyage-law-2
price input_mtok=0.12
model voyage-lite-01
is =voyage-lite-01
price input_mtok=0.1
model voyage-lite-01-instruct
is =voyage-lite-01-instruct
price input_mtok=0.1
model voyage-lite-02-instruct
is =voyage-lite-02-instruct
price input_mtok=0.1
model voyage-multilingual-2
is =voyage-multilingual-2
price input_mtok=0.12
provider x-ai
also =xai
model grok-2-1212
is =grok-2-1212 =grok-2 =grok-2-latest
limits 32768 0
price input_mtok=2 output_mtok=10
model grok-2-vision-1212
is =grok-2-vision-1212 =grok-2-vision =grok-2-vision-latest
limits 32768 0
price input_mtok=2 output_mtok=10
model grok-3
is =grok-3 =grok-3-latest =grok-3-beta
limits 131072 0
price cache_read_mtok=0.75 input_mtok=3 output_mtok=15
model grok-3-fast
is =grok-3-fast =grok-3-fast-latest =grok-3-fast-beta
limits 131072 0
price cache_read_mtok=1.25 input_mtok=5 output_mtok=25
model grok-3-mini
is =grok-3-mini =grok-3-mini-beta =grok-3-mini-latest
limits 131072 0
price cache_read_mtok=0.075 input_mtok=0.3 output_mtok=0.5
model grok-3-mini-fast
is =grok-3-mini-fast =grok-3-mini-fast-beta =grok-3-mini-fast-latest
limits 131072 0
price cache_read_mtok=0.15 input_mtok=0.6 output_mtok=4
model grok-4-0709
is =grok-4-0709 =grok-4 =grok-4-latest
limits 256000 0
price cache_read_mtok=0.75 input_mtok=3 output_mtok=15
model grok-4-1-fast-non-reasoning
is =grok-4-1-fast-non-reasoning =grok-4-1-fast-non-reasoning-latest
limits 2000000 0
price cache_read_mtok=0.05 input_mtok=0.2 output_mtok=0.5
model grok-4-1-fast-reasoning
is =grok-4-1-fast =grok-4-1-fast-reasoning =grok-4-1-fast-reasoning-latest
limits 2000000 0
price cache_read_mtok=0.05 input_mtok=0.2 output_mtok=0.5
model grok-4-fast-non-reasoning
is =grok-4-fast-non-reasoning =grok-4-fast-non-reasoning-latest
limits 2000000 0
price cache_read_mtok=0.05 input_mtok=0.2 output_mtok=0.5
model grok-4-fast-reasoning
is =grok-4-fast =grok-4-fast-reasoning =grok-4-fast-reasoning-latest
limits 2000000 0
price cache_read_mtok=0.05 input_mtok=0.2 output_mtok=0.5
model grok-4.20
is =grok-4.20 =grok-4.20-0309-reasoning =grok-4.20-0309-non-reasoning
limits 1000000 1000000
price cache_read_mtok=0.2/199999:0.4 input_mtok=2/199999:4 output_mtok=6/199999:12
price from=2026-04-30 cache_read_mtok=0.2/199999:0.4 input_mtok=1.25/199999:2.5 output_mtok=2.5/199999:5
tier batch from=2026-10-14 cache_read_mtok=0.16/199999:0.32 input_mtok=1/199999:2 output_mtok=2/199999:4
model grok-4.20-multi-agent-0309
is =grok-4.20-multi-agent-0309 =grok-4.20-multi-agent =grok-4.20-multi-agent-beta-0309 =grok-4.20-multi-agent-latest =grok-4.20-multi-agent-beta-latest
limits 1000000 1000000
price cache_read_mtok=0.2/199999:0.4 input_mtok=2/199999:4 output_mtok=6/199999:12
price from=2026-04-30 cache_read_mtok=0.2/199999:0.4 input_mtok=1.25/199999:2.5 output_mtok=2.5/199999:5
tier batch from=2026-10-14 cache_read_mtok=0.16/199999:0.32 input_mtok=1/199999:2 output_mtok=2/199999:4
model grok-4.3
is =grok-4.3 ~grok-4.3-######## =x-ai/grok-4.3 ~x-ai/grok-4.3-######## =grok-4.3-latest
limits 1000000 1000000
price cache_read_mtok=0.2/199999:0.4 input_mtok=1.25/199999:2.5 output_mtok=2.5/199999:5
tier batch from=2026-10-14 cache_read_mtok=0.16/199999:0.32 input_mtok=1/199999:2 output_mtok=2/199999:4
model grok-4.5
is =grok-4.5 ~grok-4.5-######## =x-ai/grok-4.5 ~x-ai/grok-4.5-######## =grok-4.5-latest =grok-latest
limits 500000 500000
price cache_read_mtok=0.3/199999:0.6 input_mtok=2/199999:4 output_mtok=6/199999:12
model grok-4.6
is =grok-4.6 ~grok-4.6-######## =x-ai/grok-4.6 ~x-ai/grok-4.6-######## =grok-4.6-latest
limits 500000 500000
price cache_read_mtok=0.5/199999:1 input_mtok=2/199999:4 output_mtok=6/199999:12
model grok-4.7
is =grok-4.7 ~grok-4.7-######## =x-ai/grok-4.7 ~x-ai/grok-4.7-######## =grok-4.7-latest
limits 500000 500000
price cache_read_mtok=0.5/199999:1 input_mtok=2/199999:4 output_mtok=6/199999:12
model grok-build-0.1
is =grok-build-0.1
limits 256000 256000
price cache_read_mtok=0.2/199999:0.4 input_mtok=1/199999:2 output_mtok=2/199999:4
model grok-code-fast-1
is =grok-code-fast =grok-code-fast-1 =grok-code-fast-1-0825
limits 256000 256000
price cache_read_mtok=0.02 input_mtok=0.2 output_mtok=1.5
model grok-voice-latest
is =grok-voice-latest =grok-voice-3.0
price audio_hours=3 input_text_messages_kcount=4
price from=2026-08-05 audio_hours=4.8 input_text_messages_kcount=4
model grok-voice-think-fast-1.0
is =grok-voice-think-fast-1.0
price audio_hours=3 input_text_messages_kcount=4
model grok-voice-think-fast-2.0
is =grok-voice-think-fast-2.0
price audio_hours=4.8 input_text_messages_kcount=4
provider zai
model GLM-4-32B-0414-128K
is =glm-4-32b-0414-128k =glm-4-32b-0414-128k
limits 128000 32000
price input_mtok=0.1 output_mtok=0.1
model GLM-4.5
is =glm-4.5 =glm-4.5
limits 128000 32000
price cache_read_mtok=0.11 input_mtok=0.6 output_mtok=2.2
model GLM-4.5-Air
is =glm-4.5-air =glm-4.5-air
limits 128000 32000
price cache_read_mtok=0.03 input_mtok=0.2 output_mtok=1.1
model GLM-4.5-AirX
is =glm-4.5-airx =glm-4.5-airx
limits 128000 32000
price cache_read_mtok=0.22 input_mtok=1.1 output_mtok=4.5
model GLM-4.5-X
is =glm-4.5-x =glm-4.5-x
limits 128000 32000
price cache_read_mtok=0.45 input_mtok=2.2 output_mtok=8.9
model GLM-4.5V
is =glm-4.5v =glm-4.5v
limits 128000 32000
price cache_read_mtok=0.11 input_mtok=0.6 output_mtok=1.8
model GLM-4.6
is =glm-4.6 =glm-4.6
limits 200000 128000
price cache_read_mtok=0.11 input_mtok=0.6 output_mtok=2.2
model GLM-4.6V
is =glm-4.6v =glm-4.6v
limits 128000 0
price cache_read_mtok=0.05 input_mtok=0.3 output_mtok=0.9
model GLM-4.6V-FlashX
is =glm-4.6v-flashx =glm-4.6v-flashx
price cache_read_mtok=0.004 input_mtok=0.04 output_mtok=0.4
model GLM-4.7
is =glm-4.7 =glm-4.7
limits 200000 128000
price cache_read_mtok=0.11 input_mtok=0.6 output_mtok=2.2
model GLM-4.7-FlashX
is =glm-4.7-flashx =glm-4.7-flashx
price cache_read_mtok=0.01 input_mtok=0.07 output_mtok=0.4
model GLM-5
is =glm-5 =glm-5
limits 200000 128000
price cache_read_mtok=0.2 input_mtok=1 output_mtok=3.2
model GLM-5.1
is =glm-5.1 =glm-5.1
limits 200000 128000
price cache_read_mtok=0.26 input_mtok=1.4 output_mtok=4.4
model GLM-5.2
is =glm-5.2 =glm-5.2
limits 1000000 128000
price cache_read_mtok=0.26 input_mtok=1.4 output_mtok=4.4
model GLM-5.3
is =glm-5.3 =glm-5.3
limits 1000000 128000
price cache_read_mtok=0.26 input_mtok=1.4 output_mtok=4.4
model GLM-5.3-Flash
is =glm-5.3-flash =glm-5.3-flash
limits 1000000 128000
price cache_read_mtok=0.015 input_mtok=0.075 output_mtok=0.25
price from=2026-09-10 cache_read_mtok=0.03 input_mtok=0.15 output_mtok=0.5
model GLM-5.3-FlashX
is =glm-5.3-flashx =glm-5.3-flashx =glm-5.3-flashx-legal =glm-5.3-flashx-legal
price cache_read_mtok=0.075 input_mtok=0.37 output_mtok=1.25
model GLM-OCR
is =glm-ocr =glm-ocr
price input_mtok=0.03 output_mtok=0.03
provider zhipuai
model GLM-4-Air
is =glm-4-air =glm-4-air
limits 128000 0
price cache_read_mtok=0.034 input_mtok=0.069 output_mtok=0.069
model GLM-4-AirX
is =glm-4-airx =glm-4-airx
limits 8000 0
price input_mtok=1.379 output_mtok=1.379
model GLM-4-Assistant
is =glm-4-assistant =glm-4-assistant
limits 128000 0
price input_mtok=0.69 output_mtok=0.69
model GLM-4-FlashX-250414
is =glm-4-flashx-250414 =glm-4-flashx-250414
limits 128000 0
price cache_read_mtok=0.007 input_mtok=0.014 output_mtok=0.014
model GLM-4-Long
is =glm-4-long =glm-4-long
limits 1000000 0
price cache_read_mtok=0.069 input_mtok=0.138 output_mtok=0.138
model GLM-4-Plus
is =glm-4-plus =glm-4-plus
limits 128000 0
price cache_read_mtok=0.345 input_mtok=0.69 output_mtok=0.69
model GLM-4.5-Air
is =glm-4.5-air =glm-4.5-air
limits 128000 0
price cache_read_mtok=0.022 input_mtok=0.11 output_mtok=0.276
model GLM-4.7
is =glm-4.7 =glm-4.7
limits 200000 0
price cache_read_mtok=0.055 input_mtok=0.276 output_mtok=1.103
model GLM-4.7-FlashX
is =glm-4.7-flashx =glm-4.7-flashx
limits 200000 0
price cache_read_mtok=0.014 input_mtok=0.069 output_mtok=0.414
model GLM-5
is =glm-5 =glm-5
limits 200000 0
price cache_read_mtok=0.138 input_mtok=0.552 output_mtok=2.483
model GLM-5-Turbo
is =glm-5-turbo =glm-5-turbo
limits 200000 0
price cache_read_mtok=0.166 input_mtok=0.69 output_mtok=3.034
model GLM-5.1
is =glm-5.1 =glm-5.1 =glm-5.1-20260406 =glm-5.1-20260406
limits 200000 0
price cache_read_mtok=0.179 input_mtok=0.828 output_mtok=3.31
model GLM-5.2
is =glm-5.2 =glm-5.2
limits 1000000 0
price cache_read_mtok=0.276 input_mtok=1.103 output_mtok=3.862
model GLM-5.3
is =glm-5.3 =glm-5.3
limits 1000000 0
price cache_read_mtok=0.276 input_mtok=1.103 output_mtok=3.862
model GLM-5.3-Flash
is =glm-5.3-flash =glm-5.3-flash
limits 1000000 0
price cache_read_mtok=0.016 input_mtok=0.055 output_mtok=0.193
price from=2026-09-10 cache_read_mtok=0.032 input_mtok=0.11 output_mtok=0.386
# What we know beyond genai-prices and litellm. `amend PROVIDER MODEL` names a model of theirs; the lines
# after it replace what it says there. Each has its source.
#
# Maximum output tokens of models that litellm no longer lists:
# https://docs.anthropic.com/en/docs/about-claude/models/all-models, "Max output", as of 2025
amend anthropic claude-3-haiku
limits 200000 4096
amend anthropic claude-3-opus-latest
limits 200000 4096
amend anthropic claude-3-sonnet
limits 200000 4096
amend anthropic claude-3-5-haiku-latest
limits 200000 8192
amend anthropic claude-3-5-sonnet
limits 200000 8192
# 128,000 with the beta header output-128k-2025-02-19, which any request may carry.
amend anthropic claude-3-7-sonnet-latest
limits 200000 128000
amend anthropic claude-opus-4-0
limits 200000 32000
amend anthropic claude-opus-4-1
limits 200000 32000
amend anthropic claude-sonnet-4-0
limits 200000 64000
# https://platform.openai.com/docs/models, "max output tokens" of each model's page, as of 2025
amend openai o1-mini
limits 128000 65536
amend openai o1-preview
limits 128000 32768
amend openai chatgpt-4o-latest
limits 128000 16384
amend openai codex-mini
limits 200000 100000
amend openai gpt-oss-120b
limits 131072 131072
amend openai gpt-oss-20b
limits 131072 131072
)prices";
}

}  // namespace rg::meter

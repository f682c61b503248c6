#include "route/route.h"

#include <gtest/gtest.h>

#include "route/bound.h"
#include "route/form.h"
#include "route/padded_body.h"

namespace rg::route {
namespace {

class RouteTest : public ::testing::Test {
 protected:
  RouteTest() {
    Add("openai", "openai", Family::kOpenAi);
    Add("anthropic", "anthropic", Family::kAnthropic).auth = {Auth::Way::kHeader, "x-api-key"};
    Add("local", "", Family::kOpenAi).models = {"llama*"};
    Add("stripe", "", Family::kGeneric).base = ParseOrigin("https://api.stripe.com/v1").value();
  }
  Api& Add(const std::string& slug, const std::string& provider, Family family) {
    Api& api = apis_.emplace_back();
    api.workspace = workspace_;
    api.slug = slug;
    api.catalogue_provider = provider;
    api.family = family;
    return api;
  }
  Api& Of(std::string_view slug) {
    for (Api& api : apis_) {
      if (api.slug == slug) return api;
    }
    std::abort();
  }

  Result<Route> Ask(std::string target, std::string_view body, std::string_view method = "POST",
                    std::string_view content_type = "application/json") {
    target_ = std::move(target);
    body_.emplace(body);
    table_.emplace(apis_);
    RG_TRY(path_, MatchPath(method, target_));
    http::RequestHead head;
    head.method = method;
    head.headers.Add({"Content-Type", content_type});
    if (anthropic_client_) head.headers.Add({"anthropic-version", "2023-06-01"});
    const Asked asked{workspace_, path_, head, body_->view()};
    Route route;
    RG_CHECK(Choose(*table_, asked, body_->memory(), route));
    return route;
  }
  std::string Patched(Route& route) {
    BodyPieces pieces;
    Pieces(body_->view(), route.splices, pieces);
    std::string out;
    for (const auto piece : pieces) out += piece;
    return out;
  }

  IdSource ids_{1};
  WorkspaceId workspace_ = ids_.New<WorkspaceId>(TimePoint{});
  std::vector<Api> apis_;
  std::string target_;
  PathMatch path_;
  std::optional<PaddedBody> body_;
  std::optional<ApiTable> table_;
  bool anthropic_client_ = false;
};

TEST_F(RouteTest, AModelOfAnotherFamilyIsReachedWhereItAnswersOpenAisPaths) {
  Add("gemini", "gemini", Family::kGemini);
  Add("cohere", "cohere", Family::kCohere).base = ParseOrigin("https://api.cohere.com").value();

  const Route gemini =
      Ask("/v1/chat/completions?x=1", R"({"model":"gemini-2.5-flash","messages":[]})").value();
  EXPECT_EQ(gemini.api->slug, "gemini");
  EXPECT_EQ(gemini.target, "/v1beta/openai/chat/completions?x=1");
  EXPECT_EQ(gemini.dialect, Dialect::kOpenAiChat);
  EXPECT_EQ(Ask("/v1/embeddings", R"({"model":"embed-v4.0","input":"hi"})")->target,
            "/compatibility/v1/embeddings");
  EXPECT_EQ(Ask("/v1/chat/completions", R"({"model":"claude-x","messages":[]})")->api->slug,
            "anthropic");
}

TEST_F(RouteTest, AGeminiCallIsKnownByItsPath) {
  Add("gemini", "gemini", Family::kGemini);
  constexpr std::string_view kBody = R"({"contents":[{"parts":[{"text":"hi"}]}]})";

  const Route route =
      Ask("/proxy/gemini/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse", kBody)
          .value();

  EXPECT_EQ(route.dialect, Dialect::kGeminiGenerate);
  EXPECT_EQ(route.model, "gemini-2.5-flash");
  EXPECT_TRUE(route.stream);
  EXPECT_TRUE(route.splices.empty());
  EXPECT_EQ(route.target, "/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse");
  EXPECT_TRUE(Ask("/proxy/gemini/v1beta/models/gemini-2.5-flash:countTokens", kBody)->free);
  EXPECT_FALSE(Ask("/proxy/gemini/v1beta/models/x:predict", "{}")->bound.unbounded_because.empty());
}

TEST_F(RouteTest, ADeploymentOfAzuresNamesItsModelInThePath) {
  Add("azure", "azure", Family::kOpenAi).base = ParseOrigin("https://x.azure.com/openai").value();

  const Route route =
      Ask("/proxy/azure/deployments/my-gpt/chat/completions?api-version=1", R"({"messages":[]})")
          .value();

  EXPECT_EQ(route.model, "my-gpt");
  EXPECT_EQ(route.target, "/openai/deployments/my-gpt/chat/completions?api-version=1");
}

TEST_F(RouteTest, AStreamOfMistralsIsNotAskedForItsUsageWhichItReportsAnyway) {
  Add("mistral", "mistral", Family::kOpenAi);

  Route route = Ask("/proxy/mistral/v1/chat/completions",
                    R"({"model":"mistral-small","messages":[],"stream":true})")
                    .value();

  EXPECT_FALSE(route.usage_injected);
  EXPECT_EQ(Patched(route), R"({"model":"mistral-small","messages":[],"stream":true})");
}

TEST_F(RouteTest, ACallThatIsHandedOnHasThePricesOfWhoServesIt) {
  Add("hf", "huggingface", Family::kOpenAi);
  Add("together", "huggingface", Family::kOpenAi).base =
      ParseOrigin("https://router.huggingface.co/together").value();
  constexpr std::string_view kBody = R"({"model":"m","messages":[]})";

  EXPECT_EQ(Ask("/proxy/hf/nebius/v1/chat/completions", kBody)->catalogue_provider,
            "huggingface_nebius");
  EXPECT_EQ(Ask("/proxy/together/v1/chat/completions", kBody)->catalogue_provider,
            "huggingface_together");
  EXPECT_EQ(Ask("/proxy/openai/v1/chat/completions", kBody)->catalogue_provider, "openai");
}

TEST_F(RouteTest, SpeechIsBoundedByItsCharactersAndARankingByItsBytes) {
  Add("cohere", "cohere", Family::kCohere);

  EXPECT_EQ(
      Ask("/v1/audio/speech", "{\"model\":\"tts-1\",\"input\":\"h\xC3\xA9\\n\"}")->bound.units, 3);
  const Route ranking =
      Ask("/proxy/cohere/v2/rerank", R"({"model":"rerank-v3.5","query":"q","documents":["d"]})")
          .value();
  EXPECT_EQ(ranking.bound.units, 1);
  EXPECT_EQ(ranking.bound.output_tokens, 0);
}

TEST_F(RouteTest, AChatCallGoesToTheApiThatServesItsModel) {
  const Route route = Ask("/v1/chat/completions", R"({"model":"gpt-4o","messages":[]})").value();
  EXPECT_EQ(route.api->slug, "openai");
  EXPECT_EQ(route.dialect, Dialect::kOpenAiChat);
  EXPECT_EQ(route.target, "/v1/chat/completions");
  EXPECT_EQ(route.endpoint, "/v1/chat/completions");
  EXPECT_EQ(route.model, "gpt-4o");
  EXPECT_EQ(Ask("/v1/chat/completions", R"({"model":"llama3","messages":[]})")->api->slug, "local");
  EXPECT_EQ(
      Ask("/v1/messages?beta=true", R"({"model":"claude-x","max_tokens":9,"messages":[]})")->target,
      "/v1/messages?beta=true");
}

TEST_F(RouteTest, AnApiThatIsNamedIsTheOneUsed) {
  const Route route =
      Ask("/proxy/local/v1/chat/completions", R"({"model":"gpt-4o","messages":[]})").value();
  EXPECT_EQ(route.api->slug, "local");
  EXPECT_EQ(route.dialect, Dialect::kOpenAiChat);
}

TEST_F(RouteTest, NothingInTheBodyChoosesTheHost) {
  const Route route =
      Ask("/v1/chat/completions",
          R"({"model":"gpt-4o","api_base":"http://evil","base_url":"http://evil","messages":[]})")
          .value();
  EXPECT_EQ(route.api->slug, "openai");
  EXPECT_EQ(route.target, "/v1/chat/completions");
}

TEST_F(RouteTest, UnknownApisAndModelsSayWhatExists) {
  const auto api = Ask("/proxy/nope/x", "");
  EXPECT_EQ(api.error().code, Errc::kNotFound);
  EXPECT_NE(api.error().detail.find("anthropic local openai stripe"), std::string::npos);
  Of("openai").models = {"gpt-4o"};
  const auto model = Ask("/v1/chat/completions", R"({"model":"gpt-9","messages":[]})");
  EXPECT_EQ(model.error().code, Errc::kNotFound);
  EXPECT_EQ(model.error().field, "model");
}

TEST_F(RouteTest, AnotherWorkspacesApiIsNotFound) {
  workspace_ = ids_.New<WorkspaceId>(TimePoint{});
  EXPECT_EQ(Ask("/proxy/openai/v1/x", "").error().code, Errc::kNotFound);
  EXPECT_EQ(Ask("/v1/chat/completions", R"({"model":"gpt-4o","messages":[]})").error().code,
            Errc::kNotFound);
}

TEST_F(RouteTest, ModelsAreListedOverAllApisInTheClientsWords) {
  const Route openai = Ask("/v1/models", "", "GET").value();
  anthropic_client_ = true;
  const Route anthropic = Ask("/v1/models", "", "GET").value();

  EXPECT_TRUE(openai.lists_models);
  EXPECT_EQ(openai.api, nullptr);
  EXPECT_EQ(openai.dialect, Dialect::kOpenAiOther);
  EXPECT_EQ(openai.bound.output_tokens, 0);
  EXPECT_TRUE(anthropic.lists_models);
  EXPECT_EQ(anthropic.dialect, Dialect::kAnthropicOther);
}

TEST_F(RouteTest, OneModelIsDescribedByTheApiThatServesIt) {
  const Route own = Ask("/v1/models/gpt-4o", "", "GET").value();
  EXPECT_EQ(own.api->slug, "openai");
  EXPECT_EQ(own.target, "/v1/models/gpt-4o");
  EXPECT_FALSE(own.lists_models);

  const Route other = Ask("/v1/models/claude-sonnet-4-5", "", "GET").value();
  EXPECT_EQ(other.api->slug, "anthropic");
  EXPECT_TRUE(other.lists_models) << "its own words are not the client's";
}

TEST_F(RouteTest, AKeyWhereANameBelongsIsRefusedAndNotRepeated) {
  for (const std::string member : {"model", "user"}) {
    std::string body = R"({"model":"gpt-4o","user":"u","messages":[]})";
    const std::size_t at = body.find('"', body.find(member) + member.size() + 1) + 1;
    body.insert(at, "rg_live_0123456789");
    const auto refused = Ask("/v1/chat/completions", body);

    ASSERT_FALSE(refused) << body;
    EXPECT_EQ(refused.error().field, member);
    EXPECT_EQ(refused.error().detail.find("0123456789"), std::string::npos);
  }
}

TEST_F(RouteTest, AWorkspaceWithoutApisSaysSoWhenItsModelsAreAskedFor) {
  workspace_ = ids_.New<WorkspaceId>(TimePoint{});

  EXPECT_EQ(Ask("/v1/models", "", "GET").error().code, Errc::kNotFound);
}

TEST_F(RouteTest, TheUsageOfAStreamIsAskedForWhenTheClientDidNot) {
  Route route =
      Ask("/v1/chat/completions", R"({"model":"gpt-4o","messages":[],"stream":true})").value();
  EXPECT_TRUE(route.usage_injected);
  EXPECT_FALSE(route.client_wants_usage);
  EXPECT_EQ(
      Patched(route),
      R"({"stream_options":{"include_usage":true},"model":"gpt-4o","messages":[],"stream":true})");
}

TEST_F(RouteTest, TheBytesStayAsTheyAreWhereNothingHasToChange) {
  const char* asks =
      R"({"model":"gpt-4o","messages":[],"stream":true,"stream_options":{"include_usage":true}})";
  EXPECT_TRUE(Ask("/v1/chat/completions", asks)->splices.empty());
  EXPECT_TRUE(Ask("/v1/chat/completions", asks)->client_wants_usage);
  EXPECT_TRUE(Ask("/v1/chat/completions", R"({"model":"gpt-4o","messages":[]})")->splices.empty());
  EXPECT_TRUE(
      Ask("/v1/responses", R"({"model":"gpt-4o","input":"x","stream":true})")->splices.empty());
  EXPECT_TRUE(
      Ask("/v1/messages", R"({"model":"claude-x","messages":[],"stream":true})")->splices.empty());
  Of("openai").inject_usage = false;
  EXPECT_TRUE(Ask("/v1/chat/completions", R"({"model":"gpt-4o","messages":[],"stream":true})")
                  ->splices.empty());
}

TEST_F(RouteTest, AClampUsesTheNameTheProviderKnows) {
  EXPECT_EQ(
      Ask("/v1/chat/completions", R"({"model":"gpt-4o","messages":[]})")->facts.output_limit_name,
      "max_completion_tokens");
  EXPECT_EQ(
      Ask("/v1/chat/completions", R"({"model":"llama3","messages":[]})")->facts.output_limit_name,
      "max_tokens");
  EXPECT_EQ(
      Ask("/v1/chat/completions", R"({"model":"llama3","messages":[],"max_completion_tokens":5})")
          ->facts.output_limit_name,
      "max_completion_tokens");
}

TEST_F(RouteTest, AGenericBodyIsNotLookedAt) {
  const Route route = Ask("/proxy/stripe/v1/charges", "\xff not json {").value();
  EXPECT_EQ(route.dialect, Dialect::kGeneric);
  EXPECT_EQ(route.target, "/v1/charges");
  EXPECT_TRUE(route.bound.unbounded_because.empty());
  EXPECT_EQ(route.bound.units, std::nullopt);
}

TEST_F(RouteTest, AGenericApiMayNameTheNumberItChargesBy) {
  Of("stripe").request_units_pointer = "/messages/count";
  EXPECT_EQ(Ask("/proxy/stripe/send", R"({"messages":{"count":12}})")->bound.units, 12);
  EXPECT_EQ(Ask("/proxy/stripe/send", R"({"messages":{}})").error().field, "/messages/count");
  EXPECT_EQ(Ask("/proxy/stripe/send", R"({"messages":{"count":-1}})").error().code,
            Errc::kInvalidRequest);
}

TEST_F(RouteTest, NoSideRouteSkipsTheBudget) {
  for (const char* target :
       {"/proxy/openai/v1/batches", "/proxy/openai/v1/fine_tuning/jobs", "/proxy/openai/v1/videos",
        "/proxy/openai/v1/realtime/client_secrets", "/proxy/anthropic/v1/messages/batches",
        "/proxy/anthropic/v1/complete"}) {
    EXPECT_NE(Ask(target, "{}")->bound.unbounded_because, "") << target;
  }
  EXPECT_EQ(Ask("/proxy/openai/v1/chat/completions", "", "PUT").error().code, Errc::kInvalidRequest)
      << "some servers do not look at the method";
  EXPECT_NE(Ask("/proxy/openai/v1/realtime", "", "GET")->bound.unbounded_because, "");
  for (const char* target :
       {"/proxy/openai/v1/files", "/proxy/openai/v1/conversations", "/v1/responses/r/cancel"}) {
    EXPECT_EQ(Ask(target, "{}")->bound.unbounded_because, "") << target;
  }
  EXPECT_EQ(Ask("/proxy/openai/v1/batches", "", "GET")->bound.unbounded_because, "");
}

TEST_F(RouteTest, CountingTokensIsFree) {
  const Bound bound =
      Ask("/v1/messages/count_tokens", R"({"model":"claude-x","messages":[]})")->bound;
  EXPECT_EQ(bound.input_tokens, 0);
  EXPECT_EQ(bound.output_tokens, 0);
}

TEST_F(RouteTest, AnEmbeddingHasNoOutput) {
  const Bound bound =
      Ask("/v1/embeddings", R"({"model":"text-embedding-3-small","input":["a","b"]})")->bound;
  EXPECT_EQ(bound.output_tokens, 0);
  EXPECT_GE(bound.input_tokens, 40);
}

TEST_F(RouteTest, TheBoundNamesTheSettingThatWouldAllowTheCall) {
  const char* body =
      R"({"model":"gpt-4o","messages":[{"role":"user","content":[{"type":"file","file":{"file_id":"f"}}]}]})";
  const Bound refused = Ask("/v1/chat/completions", body)->bound;
  EXPECT_EQ(refused.unbounded_field, "messages[0].content[0].file.file_id");
  EXPECT_NE(refused.unbounded_because.find("max_input_tokens on the API 'openai'"),
            std::string::npos);
  Of("openai").max_input_tokens = 50'000;
  const Bound allowed = Ask("/v1/chat/completions", body)->bound;
  EXPECT_EQ(allowed.unbounded_because, "");
  EXPECT_EQ(allowed.input_tokens, 50'000);
}

TEST_F(RouteTest, NoSettingOfTheInputBoundsAToolBilledByUse) {
  Of("openai").max_input_tokens = 50'000;
  const char* body = R"({"model":"gpt-4o","input":"x","tools":[{"type":"web_search"}]})";
  EXPECT_NE(Ask("/v1/responses", body)->bound.unbounded_because.find("max_tool_calls"),
            std::string::npos);
}

TEST_F(RouteTest, ChoicesServiceTierAndOutputAreOfTheBound) {
  const Bound bound =
      Ask("/v1/chat/completions",
          R"({"model":"gpt-4o","messages":[],"n":4,"max_tokens":7,"service_tier":"priority"})")
          ->bound;
  EXPECT_EQ(bound.choices, 4);
  EXPECT_EQ(bound.output_tokens, 7);
  EXPECT_EQ(bound.service_tier, "priority");
}

TEST_F(RouteTest, APictureOfThreeMegabytesHoldsThePriceOfAPicture) {
  const std::string pixels(4'000'000, 'A');
  const Bound bound =
      Ask("/v1/chat/completions",
          R"({"model":"gpt-4o","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,)" +
              pixels + R"("}}]}]})")
          ->bound;
  EXPECT_LT(bound.input_tokens, 1'000);
  EXPECT_EQ(bound.input_image_tokens, 1'445);
}

TEST_F(RouteTest, TheProvidersOwnPromptsAreOfTheBound) {
  const auto input = [&](const char* more) {
    const std::string body = std::string(R"({"model":"claude-x","messages":[])") + more + "}";
    return Ask("/v1/messages", body)->bound.input_tokens - static_cast<std::int64_t>(body.size());
  };
  EXPECT_GE(input(""), 8);
  EXPECT_GE(input(R"(,"tools":[{"name":"f"}])"), 804);
  EXPECT_GE(input(R"(,"output_config":{"format":{}})"), 500);
  EXPECT_GE(
      input(
          R"(,"tools":[{"type":"bash_20250124"},{"type":"text_editor_20250728"},{"type":"computer_20250124"}])"),
      245 + 700 + 735 + 804);
}

constexpr std::string_view kFormType = "multipart/form-data; boundary=\"x y\"";
std::string Form(const std::string& fields) {
  std::string form;
  for (std::size_t at = 0; at < fields.size();) {
    const std::size_t end = std::min(fields.find('&', at), fields.size());
    const std::string field = fields.substr(at, end - at);
    const std::size_t equals = field.find('=');
    form += "--x y\r\nContent-Disposition: form-data; name=\"" + field.substr(0, equals) + "\"" +
            (field[equals + 1] == '@' ? "; filename=\"f\"" : "") + "\r\n\r\n" +
            field.substr(equals + 1) + "\r\n";
    at = end + 1;
  }
  return form + "--x y--\r\n";
}

TEST_F(RouteTest, AnUploadIsRoutedByItsModelField) {
  const Route route = Ask("/v1/audio/transcriptions",
                          Form("file=@RIFF\r\n--x&model=whisper-1&stream=true"), "POST", kFormType)
                          .value();
  EXPECT_EQ(route.api->slug, "openai");
  EXPECT_EQ(route.model, "whisper-1");
  EXPECT_TRUE(route.stream);
  EXPECT_EQ(route.bound.unbounded_field, "file");
  const Route edit =
      Ask("/v1/images/edits", Form("image[]=@a&image[]=@b&prompt=cat&model=gpt-image-1&n=2"),
          "POST", kFormType)
          .value();
  EXPECT_EQ(edit.bound.choices, 2);
  EXPECT_EQ(edit.bound.input_image_tokens, 50'000);
  EXPECT_TRUE(edit.bound.unbounded_because.empty());
}

TEST(FormTest, BrokenFormsAreRefused) {
  const std::string good = Form("model=m&n=1");
  EXPECT_TRUE(ReadForm(kFormType, good));
  for (std::size_t size = 0; size + 4 < good.size(); ++size) {
    EXPECT_FALSE(ReadForm(kFormType, good.substr(0, size))) << size;
  }
  EXPECT_FALSE(ReadForm(kFormType, Form("model=a&model=b")));
  EXPECT_FALSE(ReadForm(kFormType, Form("Model=a&model=b")));
  EXPECT_FALSE(ReadForm(kFormType, Form("model=a&n=0")));
  EXPECT_FALSE(ReadForm(kFormType, Form("prompt=a")));
  EXPECT_FALSE(ReadForm("application/json", good));
  EXPECT_FALSE(ReadForm("multipart/form-data", good));
}

TEST(FormTest, AMegabyteBoundaryIsRefusedAtOnce) {
  const std::string boundary(1 << 20, 'b');
  EXPECT_EQ(ReadForm("multipart/form-data; boundary=" + boundary, "--" + boundary).error().field,
            "content-type");
}

TEST(BoundTest, TheLongestPrefixOfAModelSaysWhatAPictureIs) {
  EXPECT_EQ(ImageTokensMax("gpt-4o-2024-08-06", false), 1'445);
  EXPECT_EQ(ImageTokensMax("gpt-4o-mini", false), 48'169);
  EXPECT_EQ(ImageTokensMax("gpt-4o-mini", true), 2'833);
  EXPECT_EQ(ImageTokensMax("nobody-knows", true), 25'000);
}

}  // namespace
}  // namespace rg::route

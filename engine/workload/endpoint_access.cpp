#include "engine/workload/endpoint_access.h"

#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

result<std::string> find_key(const endpoint_spec& endpoint, const secret_lookup& find_secret) {
    const auto name = endpoint.secret_name();
    if (name.empty()) return std::string{};
    const std::string key(trim(find_secret(name)));
    const bool in_keyring = !endpoint.api_key_keyring.empty();
    const std::string where = in_keyring ? "/workload/endpoint/api_key_keyring" : "/workload/endpoint/api_key_env";
    if (key.empty() && in_keyring)
        return fail(error_kind::bad_input, "the keyring has no key named \"" + endpoint.api_key_keyring + "\"", where,
                    "Store it there, or name an environment variable in \"api_key_env\".");
    if (key.empty())
        return fail(error_kind::bad_input, "the environment variable " + name + " is not set", where,
                    "Set it to the endpoint's key before starting Sweeplab.");
    for (const char c : key)
        if (static_cast<unsigned char>(c) <= ' ' || c == 0x7f)
            return fail(error_kind::bad_input, "the key in " + name + " has a blank or a line break in it", where);
    return key;
}

std::vector<http_header> headers_for(const endpoint_spec& endpoint, const std::string& key) {
    std::vector<http_header> headers;
    if (!key.empty()) headers.push_back({"Authorization", "Bearer " + key});
    for (const auto& [name, value] : endpoint.headers) headers.push_back({name, value});
    return headers;
}

result<std::shared_ptr<const http_target>> target_for(const endpoint_spec& endpoint, const std::string& path,
                                                      std::vector<http_header> headers) {
    http_target_options options;
    options.url = endpoint.base_url + path;
    options.headers = std::move(headers);
    options.version = endpoint.http_version == "2" ? http_version::two : http_version::one_one;
    options.bypass_proxies = endpoint.built_in;
    return http_target::create(std::move(options));
}

}  // namespace

result<endpoint_access> open_endpoint(const endpoint_spec& endpoint, bool stream, const secret_lookup& find_secret) {
    if (endpoint.is_simulated())
        return fail(error_kind::internal, "the simulated endpoint was not started", "/workload/endpoint/base_url");
    auto key = find_key(endpoint, find_secret);
    if (!key) return tl::unexpected(key.error());
    const auto common = headers_for(endpoint, *key);
    auto for_chat = common;
    for_chat.push_back({"Content-Type", "application/json"});
    for_chat.push_back({"Accept", stream ? "text/event-stream" : "application/json"});

    auto chat = target_for(endpoint, "/chat/completions", std::move(for_chat));
    if (!chat) return tl::unexpected(chat.error());
    auto models = target_for(endpoint, "/models", common);
    if (!models) return tl::unexpected(models.error());
    return endpoint_access{std::move(*chat), std::move(*models), secret_filter(std::move(*key))};
}

}  // namespace sweeplab

#include "engine/workload/endpoint_spec.h"

#include "engine/foundation/secret_names.h"
#include "engine/foundation/text.h"
#include "engine/http/http_target.h"

namespace sweeplab {
namespace {

constexpr const char* name_it = "Put the key into an environment variable and name that in \"api_key_env\".";

bool usually_holds_a_key(std::string_view header) { return names_a_secret(header) || equal_ignoring_case(header, "cookie"); }

// A variable's name holds letters, digits and underscores; somebody who pastes the key itself is told so, without repeating
// it.
bool looks_like_a_variable(std::string_view name) {
    if (name.empty() || (name[0] >= '0' && name[0] <= '9')) return false;
    for (const char c : name)
        if (!(c == '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))) return false;
    return true;
}

void read_base_url(json_object_reader& reader, endpoint_spec& spec) {
    reader.require("base_url");
    spec.base_url = reader.string("base_url").value_or("");
    if (reader.failed() || spec.is_simulated()) return;
    const auto path = reader.path_of("base_url");
    if (const auto fit = check_http_url(spec.base_url, path); !fit) return reader.adopt(fit.error());
    if (spec.base_url.find_first_of("?#") != std::string::npos)
        return reader.complain("the base URL must end with its path, without \"?\" or \"#\"", path,
                               "Write it like https://host.example/v1.");
    while (spec.base_url.ends_with('/')) spec.base_url.pop_back();
}

void read_key_names(json_object_reader& reader, endpoint_spec& spec) {
    for (const char* plain : {"api_key", "key", "token", "bearer"})
        if (reader.has(plain)) return reader.complain("a key must not stand in a plan", reader.path_of(plain), name_it);
    spec.api_key_env = reader.string("api_key_env").value_or("");
    spec.api_key_keyring = reader.string("api_key_keyring").value_or("");
    if (reader.has("api_key_env") && !reader.failed() && !looks_like_a_variable(spec.api_key_env))
        return reader.complain("must be the name of an environment variable", reader.path_of("api_key_env"), name_it);
    if (!spec.api_key_env.empty() && !spec.api_key_keyring.empty())
        reader.complain("only one of \"api_key_env\" and \"api_key_keyring\" may be given",
                        reader.path_of("api_key_keyring"));
}

void read_headers(json_object_reader& reader, endpoint_spec& spec) {
    const json* headers = reader.raw("headers");
    if (headers == nullptr) return;
    const auto path = reader.path_of("headers");
    if (!headers->is_object()) return reader.complain("must be an object, not " + json_type_in_words(*headers), path);
    for (const auto& [name, value] : headers->items()) {
        const auto header_path = json_path_with(path, name);
        if (usually_holds_a_key(name)) return reader.complain("a key must not stand in a plan", header_path, name_it);
        if (!value.is_string()) return reader.complain("must be a string, not " + json_type_in_words(value), header_path);
        const auto text = value.get<std::string>();
        if (name.empty() || name.find_first_of(":\r\n \t") != std::string::npos ||
            text.find_first_of("\r\n") != std::string::npos)
            return reader.complain("is no header: blanks, colons and line breaks have no place there", header_path);
        spec.headers.emplace(name, text);
    }
}

}  // namespace

std::string endpoint_spec::secret_name() const {
    if (!api_key_keyring.empty()) return std::string(keyring_prefix) + api_key_keyring;
    return api_key_env;
}

result<endpoint_spec> read_endpoint_spec(const json& value, const std::string& path) {
    json_object_reader reader(value, path);
    endpoint_spec spec;
    read_base_url(reader, spec);
    reader.require("model");
    spec.model = reader.string("model").value_or("");
    if (!reader.failed() && spec.model.empty()) reader.complain("must not be empty", reader.path_of("model"));
    read_key_names(reader, spec);
    read_headers(reader, spec);
    spec.http_version = reader.choice("http_version", {"1.1", "2"});
    if (spec.http_version == "2" && !reader.failed() && !spec.base_url.starts_with("https:"))
        reader.complain("HTTP/2 needs an https:// URL", reader.path_of("http_version"), "Take it out, or use \"1.1\".");
    reader.finish();
    if (reader.failed()) return tl::unexpected(reader.fault());
    return spec;
}

json to_json(const endpoint_spec& value) {
    json object = {{"base_url", value.base_url}, {"model", value.model}};
    if (!value.api_key_env.empty()) object["api_key_env"] = value.api_key_env;
    if (!value.api_key_keyring.empty()) object["api_key_keyring"] = value.api_key_keyring;
    if (!value.headers.empty()) object["headers"] = value.headers;
    if (value.http_version) object["http_version"] = *value.http_version;
    return object;
}

}  // namespace sweeplab

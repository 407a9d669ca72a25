#include "engine/http/curl_target.h"

#include <cstdlib>
#include <mutex>

namespace sweeplab {
namespace {

struct curl_text_deleter {
    void operator()(char* text) const { ::curl_free(text); }
};

std::string url_part(CURLU* url, CURLUPart part) {
    char* text = nullptr;
    if (::curl_url_get(url, part, &text, 0) != CURLUE_OK) return {};
    const std::unique_ptr<char, curl_text_deleter> owner(text);
    return text;
}

result<curl_url_owner> parse_url(const std::string& text, const std::string& where) {
    const std::string advice = "Write it like https://host.example/v1.";
    curl_url_owner url(::curl_url());
    const auto code = ::curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0);
    if (code == CURLUE_UNSUPPORTED_SCHEME)
        return fail(error_kind::bad_input, "the URL \"" + text + "\" is neither http:// nor https://", where, advice);
    if (code != CURLUE_OK)
        return fail(error_kind::bad_input, "\"" + text + "\" is no URL: " + ::curl_url_strerror(code), where, advice);
    const auto scheme = url_part(url.get(), CURLUPART_SCHEME);
    if (scheme != "http" && scheme != "https")
        return fail(error_kind::bad_input, "the URL \"" + text + "\" is neither http:// nor https://", where, advice);
    return url;
}

// The variables by which other clients are told of a private authority; libcurl itself reads neither.
std::string certificates_from_environment() {
    for (const char* name : {"SSL_CERT_FILE", "CURL_CA_BUNDLE"})
        if (const char* file = std::getenv(name); file != nullptr && *file != '\0') return file;
    return {};
}

long curl_version_of(http_version version) {
    return version == http_version::two ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1;
}

}  // namespace

void start_libcurl() {
    static std::once_flag once;
    std::call_once(once, [] { ::curl_global_init(CURL_GLOBAL_DEFAULT); });
}

result<void> check_http_url(const std::string& url, const std::string& where) {
    start_libcurl();
    // A password in the text must not get into a message, so this comes first.
    if (const auto authority = url.substr(0, url.find_first_of("/?#", url.find("://") + 3));
        authority.find('@') != std::string::npos)
        return fail(error_kind::bad_input, "the URL has a user name or password in it", where,
                    "Name the key's environment variable in \"api_key_env\".");
    const auto parsed = parse_url(url, where);
    if (!parsed) return tl::unexpected(parsed.error());
    return {};
}

result<std::shared_ptr<const http_target>> http_target::create(http_target_options options) {
    start_libcurl();
    auto url = parse_url(options.url, options.url);
    if (!url) return tl::unexpected(url.error());
    // libcurl 7.88 cannot use an unencrypted HTTP/2 connection twice (curl's pull request 10643).
    if (options.version == http_version::two && url_part(url->get(), CURLUPART_SCHEME) != "https")
        return fail(error_kind::unsupported, "HTTP/2 needs an https:// URL", options.url);
    curl_list_owner headers;
    // "Expect:" without a value: libcurl would otherwise wait for a "100 Continue" before a long prompt.
    const auto append = [&headers](const std::string& line) {
        curl_slist* longer = ::curl_slist_append(headers.get(), line.c_str());
        if (longer == nullptr) return;
        (void)headers.release();
        headers.reset(longer);
    };
    append("Expect:");
    for (const auto& header : options.headers) {
        if (header.name.find_first_of("\r\n:") != std::string::npos ||
            header.value.find_first_of("\r\n") != std::string::npos)
            return fail(error_kind::bad_input,
                        "the header \"" + header.name + "\" has a line break or a colon where none may be", options.url);
        append(header.value.empty() ? header.name + ";" : header.name + ": " + header.value);
    }
    return std::make_shared<curl_target>(std::move(options), std::move(*url), std::move(headers));
}

curl_target::curl_target(http_target_options options, curl_url_owner url, curl_list_owner headers)
    : options_(std::move(options)),
      url_(std::move(url)),
      headers_(std::move(headers)),
      extra_certificates_(certificates_from_environment()) {}

void curl_target::apply_to(CURL* handle) const {
    ::curl_easy_setopt(handle, CURLOPT_CURLU, url_.get());
    ::curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers_.get());
    ::curl_easy_setopt(handle, CURLOPT_USERAGENT, "sweeplab/" SWEEPLAB_VERSION);
    ::curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, curl_version_of(options_.version));
    if (options_.version == http_version::two) ::curl_easy_setopt(handle, CURLOPT_PIPEWAIT, 1L);
    if (options_.bypass_proxies) ::curl_easy_setopt(handle, CURLOPT_NOPROXY, "*");
    if (!extra_certificates_.empty()) ::curl_easy_setopt(handle, CURLOPT_CAINFO, extra_certificates_.c_str());
}

}  // namespace sweeplab

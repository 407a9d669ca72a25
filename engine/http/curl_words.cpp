#include "engine/http/curl_words.h"

namespace sweeplab {

http_end meaning_of(CURLcode code, bool sent) {
    switch (code) {
        case CURLE_OK: return http_end::complete;
        case CURLE_OPERATION_TIMEDOUT: return sent ? http_end::broken : http_end::timed_out_connect;
        case CURLE_UNSUPPORTED_PROTOCOL:  // "Received HTTP/0.9 when not allowed"
        case CURLE_WEIRD_SERVER_REPLY:
        case CURLE_BAD_CONTENT_ENCODING: return http_end::malformed;
        case CURLE_OUT_OF_MEMORY:
        case CURLE_BAD_FUNCTION_ARGUMENT:
        case CURLE_FAILED_INIT: return http_end::failed;
        default: return sent ? http_end::broken : http_end::connect_failed;
    }
}

std::string advice_for(CURLcode code, std::string_view message) {
    switch (code) {
        case CURLE_COULDNT_CONNECT: return "Is the server running, and is the port right?";
        case CURLE_COULDNT_RESOLVE_HOST: return "Is the host's name spelled right?";
        case CURLE_COULDNT_RESOLVE_PROXY: return "Check the proxy variables http_proxy, https_proxy and all_proxy.";
        case CURLE_UNSUPPORTED_PROTOCOL:
            return "The port does not speak plain HTTP; perhaps the URL should begin with https://.";
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
            return "For a private certificate authority, name its file in the environment variable SSL_CERT_FILE.";
        case CURLE_SSL_CONNECT_ERROR:
            if (message.find("wrong version number") != std::string_view::npos)
                return "The port does not speak TLS; perhaps the URL should begin with http://.";
            return {};
        default: return {};
    }
}

}  // namespace sweeplab

#include <doctest/doctest.h>

#include "engine/foundation/secret_names.h"

using namespace sweeplab;

TEST_CASE("a key is told by its name and its value") {
    for (const char* name :
         {"OPENAI_API_KEY", "x-api-key", "clientSecret", "HF_TOKEN", "Proxy-Authorization", "db.password"})
        CHECK_MESSAGE(names_a_secret(name), name);
    for (const char* name : {"api_key_env", "MAX_TOKENS", "keyboard", "", "tokenizer"})
        CHECK_FALSE_MESSAGE(names_a_secret(name), name);
    CHECK(looks_like_a_key("OPENAI_API_KEY", "sk-0123456789"));
    CHECK(looks_like_a_key("AWS_SECRET_ACCESS_KEY", "wJalr/K7MDENG+bPxRfi"));
    CHECK(looks_like_a_key("DB_PASSWORD", "correct horse battery"));
    for (const char* fine :
         {"none", "0.02", "/run/secrets/hf", "~/.token-file", "./token.txt", "trial-{seed}-{workers}", ""})
        CHECK_FALSE_MESSAGE(looks_like_a_key("HF_TOKEN", fine), fine);
    CHECK_FALSE(looks_like_a_key("HOME", "/home/ada/some/where"));
}

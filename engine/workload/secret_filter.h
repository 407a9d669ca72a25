// Takes a key out of texts that a server may have echoed it in. Immutable: any thread.
#pragma once

#include <string>

namespace sweeplab {

class secret_filter {
public:
    secret_filter() = default;
    // An empty key, or one so short that it would stand in ordinary words, is not looked for.
    explicit secret_filter(std::string key);
    std::string clean(std::string text) const;

private:
    std::string key_;
};

}  // namespace sweeplab

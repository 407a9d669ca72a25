#include "engine/session/host_library.h"

#include <fstream>
#include <sstream>

namespace sweeplab {

host_profile with_what_a_person_said(host_profile read, const host_profile& known) {
    read.name = known.name;
    read.generator = known.generator;
    read.expected_tokens_per_s = known.expected_tokens_per_s;
    read.expected_best_workers = known.expected_best_workers;
    read.default_sweep = known.default_sweep;
    read.price = known.price;
    read.amortisation_years = known.amortisation_years;
    read.watts = known.watts;
    read.tariff_per_kwh = known.tariff_per_kwh;
    read.currency = known.currency;
    read.notes = known.notes;
    return read;
}

result<std::vector<host_profile>> read_host_profiles(const std::filesystem::path& file) {
    std::ifstream input(file, std::ios::binary);
    if (!input) return fail(error_kind::not_found, "the file cannot be read", file.string());
    std::ostringstream text;
    text << input.rdbuf();
    const auto document = parse_json(text.str(), file.filename().string());
    if (!document) return tl::unexpected(document.error());
    if (!document->is_array())
        return fail(error_kind::bad_input, "must be a list of host profiles, not " + json_type_in_words(*document),
                    file.string());
    std::vector<host_profile> profiles;
    for (std::size_t i = 0; i < document->size(); ++i) {
        auto profile = read_host_profile((*document)[i], "/" + std::to_string(i));
        if (!profile) return tl::unexpected(profile.error());
        profiles.push_back(std::move(*profile));
    }
    return profiles;
}

}  // namespace sweeplab

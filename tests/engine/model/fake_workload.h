// A workload kind for tests of plans: its parameters are one word.
#pragma once

#include "engine/model/plan.h"

namespace sweeplab::test {

class fake_workload final : public workload_spec {
public:
    explicit fake_workload(std::string word) : word_(std::move(word)) {}
    std::string kind() const override { return "fake"; }
    json to_json() const override { return {{"kind", "fake"}, {"word", word_}}; }
    std::string summary() const override { return "fake " + word_; }
    result<item_list> load_items(const std::filesystem::path&) const override { return item_list{{"0", word_}}; }

private:
    std::string word_;
};

inline workload_kinds fake_kinds() {
    workload_kinds kinds;
    kinds.add("fake", [](const json& value, const std::string& path) -> result<std::shared_ptr<const workload_spec>> {
        json_object_reader reader(value, path);
        reader.string("kind");
        reader.require("word");
        const auto word = reader.string("word");
        reader.finish();
        if (reader.failed()) return tl::unexpected(reader.fault());
        return std::make_shared<fake_workload>(*word);
    });
    kinds.add("other", [](const json&, const std::string& path) -> result<std::shared_ptr<const workload_spec>> {
        return fail(error_kind::unsupported, "not in this test", path);
    });
    return kinds;
}

}  // namespace sweeplab::test

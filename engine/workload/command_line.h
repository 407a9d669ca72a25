// A command as it is really run: placeholders filled in, program found, environment and folder made up.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/foundation/error.h"
#include "engine/foundation/text.h"
#include "engine/process/process_request.h"
#include "engine/workload/command_spec.h"

namespace sweeplab {

// "'it'\''s'" of "it's"; a text of harmless characters stays as it is.
std::string quoted_for_shell(std::string_view text);

// One thread at a time.
class command_line {
public:
    // `base` is the plan's folder; empty: the current one. Takes the environment as it is now.
    command_line(std::shared_ptr<const command_spec> spec, const std::filesystem::path& base);

    // What {workers} and {seed} are from now on. Programs are looked for anew.
    void set(int workers, std::uint64_t seed);

    // All but the limits; `more` is filled in beside the item. In `home` instead of the plan's folder, where there is one.
    // Fails when the program is not there or cannot be run.
    result<process_request> request_for(const item& one, const std::vector<named_value>& more = {},
                                        const std::filesystem::path& home = {});

    // What can be said without an item: program and folder, as far as they are the same for all.
    result<void> check();

private:
    class values;
    using variables = std::vector<std::string>;  // "NAME=value"

    std::shared_ptr<const variables> environment_for(const values& filled_in) const;
    std::string folder_for(const values& filled_in, const std::filesystem::path& home) const;
    std::string search_path_for(const values& filled_in) const;
    result<std::string> find(const std::string& name, const std::string& folder, const std::string& search_path);

    std::shared_ptr<const command_spec> spec_;
    std::filesystem::path base_;
    std::map<std::string, std::string> inherited_;
    int workers_ = 1;
    std::uint64_t seed_ = 1;
    bool one_environment_;                          // for all items
    std::shared_ptr<const variables> environment_;  // that one
    std::map<std::vector<std::string>, std::string> found_;
};

}  // namespace sweeplab

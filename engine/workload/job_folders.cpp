#include "engine/workload/job_folders.h"

#include <stdlib.h>

#include <cctype>
#include <cstdlib>
#include <system_error>

#include <fmt/format.h>

namespace sweeplab {
namespace {

namespace fs = std::filesystem;

fs::path cache_folder() {
    if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache && *cache == '/')
        return fs::path(cache) / "sweeplab" / "jobs";
    if (const char* home = std::getenv("HOME"); home && *home) return fs::path(home) / ".cache" / "sweeplab" / "jobs";
    std::error_code failed;
    return fs::temp_directory_path(failed) / "sweeplab-jobs";
}

error cannot_make(const fs::path& folder, const std::error_code& why) {
    return {error_kind::io, "the working folder of a job cannot be made: " + why.message(), folder.string(),
            "Make room there, or name another place with \"workspace\": {\"in\": …}."};
}

}  // namespace

std::string folder_name(std::string_view text) {
    constexpr std::size_t longest = 60;
    std::string name;
    for (const char c : text.substr(0, longest)) {
        const bool plain =
            std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || (c == '.' && !name.empty());
        name += plain ? c : '_';
    }
    return name.empty() ? "job" : name;
}

job_folders::job_folders(fs::path parent, std::optional<fs::path> from)
    : parent_(parent.empty() ? cache_folder() : std::move(parent)), from_(std::move(from)) {}

job_folders::~job_folders() {
    std::error_code ignored;
    if (!root_.empty()) fs::remove(root_, ignored);  // only when it is empty
}

result<void> job_folders::check() const {
    std::error_code failed;
    if (from_ && !fs::is_directory(*from_, failed))
        return fail(error_kind::bad_input, "there is no folder to copy for each job", from_->string(),
                    "Say which one with \"workspace\": {\"from\": …}, or leave \"from\" out for an empty folder.");
    return {};
}

result<void> job_folders::make_root() {
    if (!root_.empty()) return {};
    std::error_code failed;
    fs::create_directories(parent_, failed);
    if (failed) return tl::unexpected(cannot_make(parent_, failed));
    auto pattern = (parent_ / "sweep-XXXXXX").string();
    if (!::mkdtemp(pattern.data())) return tl::unexpected(cannot_make(parent_, {errno, std::generic_category()}));
    root_ = pattern;
    return {};
}

result<fs::path> job_folders::make(const std::string& name) {
    if (auto made = make_root(); !made) return tl::unexpected(made.error());
    const auto wanted = root_ / folder_name(name);
    auto folder = wanted;
    std::error_code failed;
    for (int copy = 2; !fs::create_directory(folder, failed); ++copy) {
        if (failed) return tl::unexpected(cannot_make(folder, failed));
        folder = wanted.string() + "-" + std::to_string(copy);
    }
    if (!from_) return folder;
    fs::copy(*from_, folder, fs::copy_options::recursive | fs::copy_options::copy_symlinks, failed);
    if (!failed) return folder;
    const auto fault = cannot_make(folder, failed);
    remove(folder);
    return tl::unexpected(fault);
}

void job_folders::remove(const fs::path& folder) {
    std::error_code ignored;
    fs::remove_all(folder, ignored);
}

}  // namespace sweeplab

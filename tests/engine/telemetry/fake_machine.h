// A folder made like the root of a Linux machine, with /proc and /sys in it.
#pragma once

#include <filesystem>
#include <string>

#include "tests/support/temporary_folder.h"

namespace sweeplab::test {

class fake_machine {
public:
    std::string root() const { return folder_.path().string(); }

    void put(const std::string& path, const std::string& content) const {
        std::filesystem::create_directories((folder_.path() / path.substr(1)).parent_path());
        folder_.write(path.substr(1), content);
    }
    void take_away(const std::string& path) const { std::filesystem::remove_all(folder_.path() / path.substr(1)); }

    // Ticks of 10 ms on two processors.
    void put_ticks(std::uint64_t busy, std::uint64_t idle, std::uint64_t steal = 0) const {
        const auto line =
            std::to_string(busy) + " 0 0 " + std::to_string(idle) + " 0 0 0 " + std::to_string(steal) + " 0 0\n";
        put("/proc/stat", "cpu  " + line + "cpu0 " + line + "cpu1 " + line + "intr 5 0\nctxt 9\n");
    }

    // A process with one thread; `children` as "12 13 ".
    void put_process(int pid, int parent, std::uint64_t ticks, int pages, const std::string& children,
                     unsigned flags = 4194304) const {
        const auto name = std::to_string(pid);
        put("/proc/" + name + "/stat", name + " (a) b (c)) S " + std::to_string(parent) + " 1 1 0 -1 " +
                                           std::to_string(flags) + " 1 2 3 4 " + std::to_string(ticks) +
                                           " 0 0 0 20 0 1 0 77 1000000 " + std::to_string(pages) + " 1844 1 1\n");
        put("/proc/" + name + "/task/" + name + "/children", children);
    }

private:
    temporary_folder folder_;
};

}  // namespace sweeplab::test

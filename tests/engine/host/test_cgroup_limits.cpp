#include <doctest/doctest.h>

#include <map>

#include "engine/host/cgroup_limits.h"

using namespace sweeplab;

namespace {

// Files by path, as a machine of the given kind would show them.
text_file_reader files(std::map<std::string, std::string> content) {
    return [content = std::move(content)](const std::string& path) -> std::optional<std::string> {
        const auto found = content.find(path);
        return found == content.end() ? std::nullopt : std::optional(found->second);
    };
}

const std::string v2_mount =
    "29 23 0:26 / /sys/fs/cgroup rw,nosuid,nodev,noexec,relatime shared:4 - cgroup2 cgroup2 rw,nsdelegate\n";

}  // namespace

TEST_CASE("the texts of single files") {
    CHECK(cpus_from_cpu_max("max 100000\n") == std::nullopt);
    CHECK(cpus_from_cpu_max("150000 100000\n") == 1.5);
    CHECK(cpus_from_cpu_max("") == std::nullopt);
    CHECK(cpus_from_cpu_max("150000") == std::nullopt);
    CHECK(cpus_from_quota("-1\n", "100000\n") == std::nullopt);
    CHECK(cpus_from_quota("200000\n", "100000\n") == 2.0);
    CHECK(cpus_from_quota("200000", "0") == std::nullopt);
    CHECK(memory_from_limit("max\n") == std::nullopt);
    CHECK(memory_from_limit("9223372036854771712\n") == std::nullopt);  // 4 KiB pages
    CHECK(memory_from_limit("9223372036854710272\n") == std::nullopt);  // 64 KiB pages
    CHECK(memory_from_limit("2147483648\n") == 2147483648);
    CHECK(memory_from_limit("2 GB\n") == std::nullopt);
}

TEST_CASE("version 2: the smallest limit on the way up holds") {
    const auto limits = read_cgroup_limits(files({
        {"/proc/self/mountinfo", v2_mount},
        {"/proc/self/cgroup", "0::/user.slice/user-1000.slice/run-7.scope\n"},
        {"/sys/fs/cgroup/user.slice/user-1000.slice/run-7.scope/cpu.max", "400000 100000\n"},
        {"/sys/fs/cgroup/user.slice/user-1000.slice/run-7.scope/memory.max", "max\n"},
        {"/sys/fs/cgroup/user.slice/user-1000.slice/cpu.max", "250000 100000\n"},
        {"/sys/fs/cgroup/user.slice/user-1000.slice/memory.max", "8589934592\n"},
        {"/sys/fs/cgroup/user.slice/cpu.max", "max 100000\n"},
        {"/sys/fs/cgroup/user.slice/memory.max", "4294967296\n"},
    }));
    CHECK(limits.cpus == 2.5);
    CHECK(limits.memory_bytes == 4294967296);
}

TEST_CASE("version 2 in a container: the group is the root of what is seen") {
    const auto limits = read_cgroup_limits(files({
        {"/proc/self/mountinfo", v2_mount},
        {"/proc/self/cgroup", "0::/\n"},
        {"/sys/fs/cgroup/cpu.max", "50000 100000\n"},
        {"/sys/fs/cgroup/memory.max", "536870912\n"},
    }));
    CHECK(limits.cpus == 0.5);
    CHECK(limits.memory_bytes == 536870912);
}

TEST_CASE("version 1: each controller has a hierarchy of its own") {
    const auto limits = read_cgroup_limits(files({
        {"/proc/self/mountinfo",
         "32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw,relatime - cgroup cgroup rw,cpu,cpuacct\n"
         "35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory\n"
         "36 31 0:33 / /sys/fs/cgroup/cpuset rw,relatime - cgroup cgroup rw,cpuset\n"},
        {"/proc/self/cgroup", "4:memory:/batch/job_12\n3:cpuset:/\n1:cpu,cpuacct:/batch\n"},
        {"/sys/fs/cgroup/cpu,cpuacct/batch/cpu.cfs_quota_us", "300000\n"},
        {"/sys/fs/cgroup/cpu,cpuacct/batch/cpu.cfs_period_us", "100000\n"},
        {"/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "-1\n"},
        {"/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000\n"},
        {"/sys/fs/cgroup/memory/batch/job_12/memory.limit_in_bytes", "9223372036854771712\n"},
        {"/sys/fs/cgroup/memory/batch/memory.limit_in_bytes", "1073741824\n"},
    }));
    CHECK(limits.cpus == 3.0);
    CHECK(limits.memory_bytes == 1073741824);
}

TEST_CASE("version 1 in a container that shows the host's group names: the mount's root is cut off") {
    const auto limits = read_cgroup_limits(files({
        {"/proc/self/mountinfo", "35 31 0:32 /docker/4f /sys/fs/cgroup/my\\040memory rw - cgroup cgroup rw,memory\n"},
        {"/proc/self/cgroup", "4:memory:/docker/4f/inner\n"},
        {"/sys/fs/cgroup/my memory/inner/memory.limit_in_bytes", "2000\n"},
        {"/sys/fs/cgroup/my memory/memory.limit_in_bytes", "1000\n"},
    }));
    CHECK(limits.memory_bytes == 1000);
    CHECK(limits.cpus == std::nullopt);
}

TEST_CASE("a group outside what is mounted is read at the mount alone") {
    for (const std::string group : {"0::/../../other.scope\n", "0::/dockerish/x\n"}) {
        const auto limits = read_cgroup_limits(files({
            {"/proc/self/mountinfo", "29 23 0:26 /docker /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n"},
            {"/proc/self/cgroup", group},
            {"/sys/fs/cgroup/memory.max", "77777\n"},
        }));
        CHECK(limits.memory_bytes == 77777);
    }
}

TEST_CASE("a machine without control groups has no limits") {
    const auto limits = read_cgroup_limits(files({}));
    CHECK(limits.cpus == std::nullopt);
    CHECK(limits.memory_bytes == std::nullopt);
}

#include "engine/host/instruction_sets.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace sweeplab {
namespace {

constexpr std::pair<std::string_view, std::string_view> names[] = {
    {"sse4_2", "SSE4.2"},
    {"avx", "AVX"},
    {"avx2", "AVX2"},
    {"fma", "FMA"},
    {"f16c", "F16C"},
    {"bmi2", "BMI2"},
    {"aes", "AES"},
    {"sha_ni", "SHA"},
    {"avx_vnni", "AVX-VNNI"},
    {"avx512f", "AVX-512F"},
    {"avx512bw", "AVX-512BW"},
    {"avx512vl", "AVX-512VL"},
    {"avx512_vnni", "AVX-512 VNNI"},
    {"avx512_bf16", "AVX-512 BF16"},
    {"avx512_fp16", "AVX-512 FP16"},
    {"amx_tile", "AMX"},
    {"amx_int8", "AMX INT8"},
    {"amx_bf16", "AMX BF16"},
    {"asimd", "NEON"},
    {"neon", "NEON"},
    {"asimdhp", "FP16"},
    {"asimddp", "DotProd"},
    {"i8mm", "I8MM"},
    {"bf16", "BF16"},
    {"sve", "SVE"},
    {"sve2", "SVE2"},
    {"sme", "SME"},
    {"sha2", "SHA2"},
    {"vsx", "VSX"},
};

}  // namespace

std::vector<std::string> instruction_sets_from_flags(const std::vector<std::string>& flags) {
    std::vector<std::string> sets;
    for (const auto& [flag, name] : names) {
        const bool present = std::find(flags.begin(), flags.end(), flag) != flags.end();
        if (present && std::find(sets.begin(), sets.end(), name) == sets.end()) sets.emplace_back(name);
    }
    return sets;
}

std::vector<std::string> instruction_sets_by_compiler() {
    std::vector<std::string> sets;
#if defined(__x86_64__) || defined(__i386__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("sse4.2")) sets.emplace_back("SSE4.2");
    if (__builtin_cpu_supports("avx")) sets.emplace_back("AVX");
    if (__builtin_cpu_supports("avx2")) sets.emplace_back("AVX2");
    if (__builtin_cpu_supports("fma")) sets.emplace_back("FMA");
    if (__builtin_cpu_supports("bmi2")) sets.emplace_back("BMI2");
    if (__builtin_cpu_supports("avx512f")) sets.emplace_back("AVX-512F");
    if (__builtin_cpu_supports("avx512bw")) sets.emplace_back("AVX-512BW");
    if (__builtin_cpu_supports("avx512vl")) sets.emplace_back("AVX-512VL");
#elif defined(__aarch64__)
    sets.emplace_back("NEON");  // part of the architecture
#endif
    return sets;
}

}  // namespace sweeplab

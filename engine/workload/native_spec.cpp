#include "engine/workload/native_spec.h"

#include <set>

#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

void read_kernels(json_object_reader& reader, native_spec& spec) {
    const json* const list = reader.raw("kernels");
    if (!list) return;
    const auto path = reader.path_of("kernels");
    if (!list->is_array() || list->empty())
        return reader.complain("must be a list of at least one kernel", path, "The kernels are " + native::kernel_names());
    std::set<std::string> seen;
    for (std::size_t i = 0; i < list->size(); ++i) {
        const auto place = json_path_with(path, std::to_string(i));
        auto choice = native::read_kernel_choice((*list)[i], place);
        if (!choice) return reader.adopt(choice.error());
        if (!seen.insert(choice->to_json().dump()).second)
            return reader.complain("this kernel with these values is in the list already", place);
        spec.kernels.push_back(std::move(*choice));
    }
}

void read_suite(json_object_reader& reader, native_spec& spec) {
    const auto suite = reader.choice("suite", native::suite_names());
    if (!suite) return;
    spec.suite = *suite;
    if (reader.raw("kernels")) return reader.complain("a plan names a suite or kernels, not both", reader.path_of("suite"));
    for (const auto& entry : native::all_kernels())
        if (*suite == "all" || *suite == entry.family) spec.kernels.push_back(native::usual_choice(entry));
}

}  // namespace

json native_spec::to_json() const {
    json value{{"kind", kind()}};
    if (!suite.empty()) value["suite"] = suite;
    else
        for (const auto& each : kernels) value["kernels"].push_back(each.shortest());
    if (folder) value["folder"] = *folder;
    return value;
}

std::string native_spec::summary() const {
    constexpr std::size_t longest = 160;
    if (!suite.empty()) return "native suite: " + suite;
    std::vector<std::string> names;
    for (const auto& each : kernels) names.push_back(each.kernel->name);
    return shorten("native: " + join(names, ", "), longest);
}

result<item_list> native_spec::load_items(const std::filesystem::path&) const {
    item_list items;
    std::set<std::string> names;
    for (const auto& each : kernels) {
        // The same kernel with other values gets a number.
        auto name = each.kernel->name;
        for (int i = 2; !names.insert(name).second; ++i) name = each.kernel->name + " " + std::to_string(i);
        items.push_back({name, each.to_json().dump()});
    }
    return items;
}

result<std::shared_ptr<const workload_spec>> read_native_spec(const json& value, const std::string& path) {
    json_object_reader reader(value, path);
    const auto spec = std::make_shared<native_spec>();
    reader.choice("kind", {"native"});
    read_suite(reader, *spec);
    if (spec->suite.empty()) read_kernels(reader, *spec);
    spec->folder = reader.string("folder");
    if (spec->folder && (spec->folder->empty() || spec->folder->find('\0') != std::string::npos))
        reader.complain("names no folder", reader.path_of("folder"), "Leave it out for the system's own");
    reader.finish();
    if (!reader.failed() && spec->kernels.empty())
        reader.complain("nothing says which kernels to run", path,
                        "Write \"suite\": \"all\" or \"kernels\": [\"triad\"]. The kernels are " + native::kernel_names());
    if (reader.failed()) return tl::unexpected(reader.fault());
    return spec;
}

}  // namespace sweeplab

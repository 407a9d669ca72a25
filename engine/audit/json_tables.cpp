// Tables in any JSON document: lists of objects. Members that are numbers are facts, objects of numbers are steps.
#include <algorithm>

#include "engine/audit/table_parts.h"

namespace sweeplab {
namespace {

constexpr int deepest = 8;

// [30, 40] is a range.
bool is_range(const json& value) {
    return value.is_array() && value.size() == 2 && value[0].is_number() && value[1].is_number() && value[0] <= value[1];
}

table_cell cell_of(const json& value, const std::string& place) {
    if (is_range(value)) return make_cell(value[0].dump() + "-" + value[1].dump(), place);
    if (value.is_number()) return make_cell(value.dump(), place);
    table_cell cell;  // a text is one, whatever it looks like, unless it is a number with its unit
    if (value.is_string()) cell = make_cell(value.get<std::string>(), place);
    else if (value.is_boolean()) cell.text = value.get<bool>() ? "true" : "false";
    cell.place = place;
    return cell;
}

bool holds_cells(const json& value) { return value.is_primitive() || is_range(value); }

class table_finder {
public:
    void visit(const json& value, const std::string& path, int depth) {
        if (depth > deepest) return;
        if (value.is_array()) {
            const bool rows = !value.empty() && std::all_of(value.begin(), value.end(), [](const json& one) {
                return one.is_object() &&
                       std::any_of(one.begin(), one.end(), [](const json& cell) { return holds_cells(cell); });
            });
            if (rows) add_table(value, path);
            else
                for (std::size_t i = 0; i < value.size(); ++i) visit(value[i], path + "/" + std::to_string(i), depth + 1);
            return;
        }
        if (!value.is_object()) return;
        if (depth > 0 && value.size() > 1 &&
            std::all_of(value.begin(), value.end(), [](const json& one) { return one.is_number(); }))
            add_steps(value, path);
        for (const auto& [key, member] : value.items()) {
            const auto place = json_path_with(path, key);
            if (member.is_number() && depth == 0) document_.facts.push_back({key, cell_of(member, place)});
            else if (member.is_structured()) visit(member, place, depth + 1);
        }
    }

    published_document take() { return std::move(document_); }

private:
    void add_table(const json& rows, const std::string& path) {
        published_table table;
        table.name = path;
        std::vector<std::string> keys;
        for (const auto& row : rows)
            for (const auto& [key, value] : row.items())
                if (holds_cells(value) && std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
        for (const auto& key : keys) table.columns.push_back(make_column(key));
        for (std::size_t i = 0; i < rows.size(); ++i) {
            table_row row;
            for (const auto& key : keys) {
                const auto place = path + "/" + std::to_string(i) + json_path_with("", key);
                const auto member = rows[i].find(key);
                row.cells.push_back(member == rows[i].end() ? table_cell{} : cell_of(*member, place));
            }
            table.rows.push_back(std::move(row));
        }
        settle_roles(table);
        document_.tables.push_back(std::move(table));
    }

    void add_steps(const json& members, const std::string& path) {
        published_steps steps;
        steps.name = path.substr(path.rfind('/') + 1);
        for (const auto& [key, value] : members.items())
            steps.steps.push_back({key, cell_of(value, json_path_with(path, key))});
        document_.steps.push_back(std::move(steps));
    }

    published_document document_;
};

}  // namespace

published_document read_json_tables(const json& document) {
    table_finder finder;
    finder.visit(document, "", 0);
    return finder.take();
}

}  // namespace sweeplab

#include <cstdlib>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/exit_codes.h"
#include "app/cli/fault_text.h"
#include "app/cli/stop_signals.h"
#include "engine/foundation/plain_file.h"
#include "engine/simulator/simulated_endpoint.h"

namespace sweeplab::cli {
namespace {

struct serve_choice {
    std::string config;
    json settings = json::object();  // what the flags say, under the names of the JSON form
    std::vector<std::string> faults;
    std::string api_key_env;
};

template <class T>
void add_setting(CLI::App& command, const std::shared_ptr<serve_choice>& choice, const char* flag, const char* key,
                 const char* about, const char* kind) {
    command
        .add_option_function<T>(
            flag, [choice, key](const T& value) { choice->settings[key] = value; }, about)
        ->type_name(kind);
}

result<json> read_config(const std::string& file) {
    if (file.empty()) return json::object();
    const auto text = read_plain_file(file, 1 << 20);
    if (!text) return tl::unexpected(text.error());
    return parse_json(*text, file);
}

// Flags go before the file; both are read by the same strict reader.
result<simulator_options> options_of(const serve_choice& choice) {
    auto document = read_config(choice.config);
    if (!document) return tl::unexpected(document.error());
    if (document->is_object()) document->update(choice.settings);
    for (const auto& text : choice.faults) {
        auto fault = parse_fault_text(text);
        if (!fault) return tl::unexpected(fault.error());
        (*document)["faults"].push_back(std::move(*fault));
    }
    if (!choice.api_key_env.empty()) {
        const char* key = std::getenv(choice.api_key_env.c_str());
        if (!key || !*key)
            return fail(error_kind::bad_input, "the variable is empty or not set", choice.api_key_env,
                        "Set it before calling serve.");
        (*document)["api_key"] = key;
    }
    return read_simulator_options(*document, "");
}

int serve(const serve_choice& choice) {
    const auto options = options_of(choice);
    if (!options) return complain(options.error());
    stop_signals signals;  // before the endpoint makes threads
    const auto endpoint = simulated_endpoint::start(*options);
    if (!endpoint) return complain(endpoint.error());
    write_data((*endpoint)->base_url() + "\n");
    if (!finish_data()) return exit_bad_input;
    signals.wait_for_first();
    const auto counts = (*endpoint)->counts();
    say(fmt::format("{} requests, {} answered, {} refused by a limit, {} faults; at most {} streams at once",
                    counts.requests, counts.answered, counts.refused_by_limit, counts.faults, counts.most_open_streams));
    return exit_done;
}

void add_service_flags(CLI::App& command, const std::shared_ptr<serve_choice>& choice) {
    add_setting<std::string>(command, choice, "--bind", "bind", "Address to listen on (default 127.0.0.1)", "ADDRESS");
    add_setting<int>(command, choice, "--port", "port", "Port (default: any free one)", "N");
    add_setting<std::string>(command, choice, "--model", "model", "The model's name (default sim-small)", "NAME");
    add_setting<std::int64_t>(command, choice, "--seed", "seed", "Same seed, same answers", "N");
    add_setting<double>(command, choice, "--time-to-first-token", "time_to_first_token_s", "Seconds to the first token",
                        "S");
    add_setting<double>(command, choice, "--tokens-per-s", "tokens_per_s", "Tokens a second of one stream alone", "X");
    add_setting<double>(command, choice, "--total-tokens-per-s", "total_tokens_per_s",
                        "Tokens a second that all streams share", "X");
    add_setting<int>(command, choice, "--slots", "slots", "Requests served at once; the rest wait", "N");
    add_setting<double>(command, choice, "--variation", "variation", "Variation of length and speed between items (0: none)",
                        "X");
    add_setting<int>(command, choice, "--output-tokens", "output_tokens", "Mean length of an answer", "N");
    add_setting<double>(command, choice, "--requests-per-minute", "requests_per_minute", "Limit; 429 beyond it", "X");
    add_setting<double>(command, choice, "--tokens-per-minute", "tokens_per_minute", "Limit; 429 beyond it", "X");
    add_setting<std::string>(command, choice, "--api-key", "api_key",
                             "Ask for this made-up key (anyone on this machine can see it)", "KEY");
}

}  // namespace

void add_serve_command(CLI::App& program, int& exit_code) {
    auto* const command = program.add_subcommand(
        "serve", "Run the simulated OpenAI-compatible endpoint; its base URL is the first line on stdout");
    command->footer(
        "Runs until Ctrl-C or SIGTERM. A configuration file holds the same settings as JSON, with underscores:\n"
        "  {\"port\": 8089, \"time_to_first_token_s\": 0.1, \"faults\": [{\"what\": \"hang\", \"nth_requests\": [3]}]}\n\n"
        "Examples:\n  sweeplab-cli serve --port 8089 --tokens-per-s 50 --slots 4\n"
        "  sweeplab-cli serve --requests-per-minute 60 --fault server_error:share=0.05,status=503 --fault hang:nth=3+7\n"
        "Faults: server_error, refuse, hang, cut_mid_stream, malformed_event, slow_headers.");
    auto choice = std::make_shared<serve_choice>();
    command->add_option("--config", choice->config, "Settings as a JSON file; flags go before it")->type_name("FILE");
    add_service_flags(*command, choice);
    command->add_option("--api-key-env", choice->api_key_env, "Ask for the key that this variable holds")->type_name("NAME");
    command->add_option("--fault", choice->faults, "A fault to inject (may be given several times)")
        ->type_name("WHAT:share=X|nth=N+N")
        ->allow_extra_args(false);
    command->callback([choice, &exit_code] { exit_code = serve(*choice); });
}

}  // namespace sweeplab::cli

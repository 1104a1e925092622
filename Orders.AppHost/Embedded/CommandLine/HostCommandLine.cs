using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Orders.AppHost.Embedded.CommandLine;

/// <summary>The arguments of the embedded host. Relative paths are relative to the current directory, defaults lie in the checkout.</summary>
internal sealed class HostCommandLine
{
    private static readonly HostOptions Defaults = new();

    private readonly Option<bool> _noProducer = new("--no-producer") { Description = "Do not start the producer" };

    private readonly Option<int> _port = Number("--port", "Port of the gateway", Defaults.Port, 65535);

    private readonly Option<int> _queryApis = Number("--query-apis", "Number of query APIs", Defaults.QueryApis, 16);

    private readonly Option<int> _ingestors = Number("--ingestors", "Number of ingestors", Defaults.Ingestors, 16);

    private readonly Option<string?> _data = new("--data")
    {
        HelpName = "DIR",
        Description = "Where the database lives and survives restarts [default: .data]",
    };

    private readonly Option<bool> _ephemeral = new("--ephemeral") { Description = "Use a temporary data directory and delete it at the end" };

    private readonly Option<string?> _otlp = new("--otlp")
    {
        HelpName = "URL",
        Description = "Send traces and logs there, by OTLP: gRPC, or HTTP at port 4318 [default: OTEL_EXPORTER_OTLP_ENDPOINT, if set]",
    };

    private readonly Option<string?> _endpoints = new("--endpoints")
    {
        HelpName = "FILE",
        Description = "Where to write the addresses and process ids while everything runs [default: .run/endpoints.json]",
    };

    private readonly Option<bool> _embedded = new("--embedded") { Description = "Never use containers, even where they could be" };

    private readonly RootCommand _command;

    private HostCommandLine()
    {
        _command = new RootCommand("Runs Orders without containers: PostgreSQL and Kafka embedded, each service a process.")
        {
            _noProducer, _port, _queryApis, _ingestors, _data, _ephemeral, _otlp, _endpoints, _embedded,
        };
        _otlp.Validators.Add(result =>
        {
            if (result.Tokens is [var token, ..] && !TryParseAddress(token.Value, out _))
            {
                result.AddError($"--otlp is '{token.Value}': give an address such as http://localhost:4317.");
            }
        });
        _command.Validators.Add(result =>
        {
            if (result.GetValue(_ephemeral) && result.GetValue(_data) is not null)
            {
                result.AddError("--data keeps the database, --ephemeral throws it away: give one of them.");
            }
        });
    }

    /// <returns>The options, or the exit code when there is nothing to run: help was asked for (0) or an argument is wrong (1).</returns>
    public static (HostOptions? Options, int ExitCode) Parse(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors) =>
        new HostCommandLine().Read(arguments, output, errors);

    private (HostOptions? Options, int ExitCode) Read(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        var parsed = _command.Parse(arguments);
        if (parsed.Errors is [var error, ..])
        {
            errors.WriteLine($"{error.Message} (--help lists the options)");
            return (null, 1);
        }

        if (parsed.Action is not null)
        {
            return (null, parsed.Invoke(new InvocationConfiguration { Output = output, Error = errors }));
        }

        return (new HostOptions
        {
            Producer = !parsed.GetValue(_noProducer),
            Port = parsed.GetValue(_port),
            QueryApis = parsed.GetValue(_queryApis),
            Ingestors = parsed.GetValue(_ingestors),
            DataDirectory = parsed.GetValue(_ephemeral) ? null : Path.GetFullPath(parsed.GetValue(_data) ?? Defaults.DataDirectory!),
            Otlp = TryParseAddress(parsed.GetValue(_otlp), out var otlp) ? otlp : null,
            EndpointsFile = Path.GetFullPath(parsed.GetValue(_endpoints) ?? Defaults.EndpointsFile),
        }, 0);
    }

    private static bool TryParseAddress(string? text, [NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address) && address.Scheme is "http" or "https" && address.Host.Length > 0;

    private static Option<int> Number(string name, string description, int byDefault, int highest)
    {
        var option = new Option<int>(name) { HelpName = "N", Description = description, DefaultValueFactory = _ => byDefault };
        option.Validators.Add(result => CheckRange(result, name, highest));
        return option;
    }

    private static void CheckRange(OptionResult result, string name, int highest)
    {
        var text = result.Tokens is [var token, ..] ? token.Value : null;
        if (text is not null && (!int.TryParse(text, CultureInfo.InvariantCulture, out var number) || number < 1 || number > highest))
        {
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is '{text}': give a number from 1 to {highest}."));
        }
    }
}

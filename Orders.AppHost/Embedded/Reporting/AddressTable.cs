using Npgsql;

using Orders.AppHost.Embedded.CommandLine;
using Orders.AppHost.Embedded.Services;

namespace Orders.AppHost.Embedded.Reporting;

internal static class AddressTable
{
    public static void Print(ServicePlan plan, ServerAddresses servers, string? prometheus, HostOptions options, Output output)
    {
        (string Name, string Where)[] rows =
        [
            ("page", plan.Gateway.Address),
            ("gateway", $"{plan.GatewayManagement}/metrics"),
            .. plan.QueryApis.Concat(plan.Ingestors).Concat(plan.Producer is { } producer ? [producer] : [])
                .Select(service => (service.Name, service.Address)),
            ("PostgreSQL", Postgres(servers.Orders)),
            ("Kafka", servers.Kafka),
            .. Telemetry.Target(options) is { } target ? [("traces, logs", target)] : Array.Empty<(string, string)>(),
            .. prometheus is null ? [] : new[] { ("Prometheus", prometheus) },
            ("all of it", options.EndpointsFile),
        ];
        var width = rows.Max(row => row.Name.Length);
        output.Say(string.Join(Environment.NewLine, [
            "",
            .. rows.Select(row => $"  {row.Name.PadRight(width)}  {row.Where}"),
            "",
            .. servers.KafkaIsEmbedded ? KafkaNote : [],
            "Ready. Ctrl+C stops everything.",
        ]));
    }

    private static readonly string[] KafkaNote =
    [
        "Kafka is librdkafka's in-memory broker: the real protocol, but it forgets everything when this stops,",
        "and keeps only the newest 5 MB of each partition. The database keeps what was stored.",
    ];

    /// <summary>Without the password.</summary>
    private static string Postgres(string connectionString)
    {
        var shown = new NpgsqlConnectionStringBuilder(connectionString);
        return $"{shown.Host}:{shown.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)}, database {shown.Database}, user {shown.Username}";
    }
}

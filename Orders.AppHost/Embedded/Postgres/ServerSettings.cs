using System.Globalization;

namespace Orders.AppHost.Embedded.Postgres;

/// <summary>Settings of the server, given on its command line; postgresql.conf stays as initdb wrote it.</summary>
internal sealed record ServerSettings
{
    public string SharedBuffers { get; init; } = "256MB";

    public string MaxWalSize { get; init; } = "2GB";

    public int MaxConnections { get; init; } = 200;

    /// <summary>False only where the data is thrown away afterwards: a power cut may then destroy it. A crash of the server does not.</summary>
    public bool Fsync { get; init; } = true;

    /// <summary>Any others, by their names; the last word where one of the above is named.</summary>
    public IReadOnlyDictionary<string, string> More { get; init; } = new Dictionary<string, string>();

    public IEnumerable<string> ToArguments(int port)
    {
        (string Name, string Value)[] settings =
        [
            ("listen_addresses", "127.0.0.1"),
            ("port", port.ToString(CultureInfo.InvariantCulture)),
            ("unix_socket_directories", ""),
            ("max_connections", MaxConnections.ToString(CultureInfo.InvariantCulture)),
            ("shared_buffers", SharedBuffers),
            ("max_wal_size", MaxWalSize),
            ("checkpoint_timeout", "15min"),
            ("fsync", Fsync ? "on" : "off"),
            ("timezone", "UTC"),
            ("log_timezone", "UTC"),
            ("log_checkpoints", "off"),
            // Rows hold names and addresses: neither a failed statement nor the values of a broken constraint go into the log.
            ("log_error_verbosity", "terse"),
            ("log_min_error_statement", "panic"),
            ("log_min_messages", "log"),
        ];
        return settings.Concat(More.Select(setting => (Name: setting.Key, setting.Value))).SelectMany(setting => (string[])["-c", $"{setting.Name}={setting.Value}"]);
    }
}

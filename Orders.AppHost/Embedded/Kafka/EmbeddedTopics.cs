using System.Globalization;

using Orders.Contracts;

namespace Orders.AppHost.Embedded.Kafka;

/// <summary>The topics of a run. Clients cannot create them on the in-memory broker, so the host does what the ingestor does elsewhere.</summary>
internal static class EmbeddedTopics
{
    /// <exception cref="StartupException">A setting <c>Topics__…Partitions</c> is no number of partitions.</exception>
    public static IReadOnlyList<(string Name, int Partitions)> FromEnvironment() =>
    [
        Topic("Orders", TopicNames.Orders),
        Topic("DeadLetters", TopicNames.DeadLetters),
        Topic("Changes", TopicNames.Changes),
    ];

    private static (string Name, int Partitions) Topic(string setting, string byDefault) =>
        (Environment.GetEnvironmentVariable($"Topics__{setting}") is { Length: > 0 } name ? name : byDefault, Partitions($"Topics__{setting}Partitions"));

    private static int Partitions(string setting)
    {
        var text = Environment.GetEnvironmentVariable(setting);
        return string.IsNullOrEmpty(text) ? 12
            : int.TryParse(text, CultureInfo.InvariantCulture, out var partitions) && partitions is >= 1 and <= 10_000 ? partitions
            : throw new StartupException($"{setting} is '{text}': give a number from 1 to 10000.");
    }
}

using System.Runtime.CompilerServices;
using Confluent.Kafka;

namespace Orders.Ingestor.Consuming;

/// <summary>
/// Which client has learned that the topic it reads is another one of the same name. What it fetches from then on stands at the old topic's
/// offsets in the new one, and librdkafka (2.15) neither starts it from its beginning nor tells anybody, but for one line of its debug log
/// (<c>rd_kafka_topic_metadata_update</c>). It writes the line before it asks for anything of the new topic.
/// </summary>
/// <remarks>Brokers before 3.1 are not asked by a topic's id; there only <see cref="Topics.TopicMonitor"/> notices.</remarks>
internal sealed class RenewedTopic(ILoggerFactory logs)
{
    /// <summary>The part of the debug log that has the line: a few lines whenever metadata is asked for.</summary>
    private const string Context = "metadata";

    private const string Change = " changed id from ";

    /// <summary>A client that has only now learned the topic's id.</summary>
    private const string FromNoId = Change + "AAAAAAAAAAAAAAAAAAAAAA ";

    private readonly ILogger _log = logs.CreateLogger("Aspire.Confluent.Kafka");

    /// <summary>A client that was given up may still hear of it while another reads.</summary>
    private readonly ConditionalWeakTable<object, object> _clients = [];

    /// <summary>What the client has to be told to log: what the settings ask for, and that line.</summary>
    public static string Contexts(string? settings) => string.IsNullOrEmpty(settings) ? Context : $"{settings},{Context}";

    /// <summary>For the client's log handler, which the client's own threads call. The line goes where the clients' lines go without a handler.</summary>
    public void Heard(object client, LogMessage line)
    {
        if (line.Message.Contains(Change, StringComparison.Ordinal) && !line.Message.Contains(FromNoId, StringComparison.Ordinal))
        {
            _clients.AddOrUpdate(client, this);
        }

        var level = (LogLevel)line.LevelAs(LogLevelType.MicrosoftExtensionsLogging);
        if (_log.IsEnabled(level))
        {
            _log.Client(level, line.Message);
        }
    }

    /// <summary>Whether what this client gives out may be of another topic than it was assigned.</summary>
    public bool IsReadBy(object client) => _clients.TryGetValue(client, out _);
}

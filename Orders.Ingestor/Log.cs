using Confluent.Kafka;

namespace Orders.Ingestor;

/// <summary>Positions and codes only: no message of this service says anything about what is in an order.</summary>
internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Applied migration {Version} ({Name})")]
    public static partial void Migrated(this ILogger log, int version, string name);

    [LoggerMessage(Level = LogLevel.Information, Message = "Created the topic {Topic} with {Partitions} partitions")]
    public static partial void TopicCreated(this ILogger log, string topic, int partitions);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The brokers know no topic ids (older than 2.8): if {Topic} is deleted and made anew it is recognised only by being shorter than before")]
    public static partial void NoTopicIds(this ILogger log, string topic);

    [LoggerMessage(Level = LogLevel.Information, Message = "Partition {Partition}: reading from {Start}, applied up to {Applied}")]
    public static partial void Assigned(this ILogger log, int partition, long start, long applied);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} partitions left, finished and committed")]
    public static partial void Revoked(this ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} partitions lost to other instances")]
    public static partial void Lost(this ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Partitions leave before their batch is finished; the next owner takes it over")]
    public static partial void ReleasedUnfinished(this ILogger log);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Kafka did not take the last commit of the partitions that leave ({Code}); the next owner broadcasts their last changes again")]
    public static partial void CommitFailed(this ILogger log, ErrorCode code);

    [LoggerMessage(Level = LogLevel.Error, Message = "Partition {Partition}: {Lost} offsets from {Applied} on are gone from Kafka before they were applied (retention or compaction); reading goes on behind the gap")]
    public static partial void LostToRetention(this ILogger log, int partition, long applied, long lost);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Partition {Partition} ends at {End}, but offsets up to {Applied} have been applied: its end was lost or the topic is another one; reading it again from its beginning")]
    public static partial void Truncated(this ILogger log, int partition, long applied, long end);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Partition {Partition}: the progress is at {Actual}, not at {Expected}; what lies before it is broadcast, not applied")]
    public static partial void Fenced(this ILogger log, int partition, long expected, long actual);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Partition {Partition}, offset {Offset}: PostgreSQL refuses the order for its data (SQLSTATE {SqlState}); it goes to the dead letters")]
    public static partial void RefusedByDatabase(this ILogger log, int partition, long offset, string sqlState);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A changed order does not fit into a message of the changes topic (max.message.bytes); the caches are told to read from the database instead")]
    public static partial void ChangeTooLarge(this ILogger log);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Activity}: {Reason}; trying again until it works")]
    public static partial void OutageBegan(this ILogger log, string activity, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Activity}: works again")]
    public static partial void Recovered(this ILogger log, string activity);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reading from Kafka: {Code}")]
    public static partial void ConsumeFailed(this ILogger log, ErrorCode code);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The writers cannot keep on: {Count} partitions paused")]
    public static partial void Paused(this ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "The writers go on: resumed")]
    public static partial void Resumed(this ILogger log);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Joining the group again: {Reason}")]
    public static partial void Restarting(this ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Stopped without leaving the group, because Kafka does not answer ({Code}); the brokers will notice by themselves")]
    public static partial void LeftWithoutGoodbye(this ILogger log, ErrorCode code);

    [LoggerMessage(Message = "{Line}")]
    public static partial void Client(this ILogger log, LogLevel level, string line);
}

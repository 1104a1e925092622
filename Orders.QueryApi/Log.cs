using Confluent.Kafka;

namespace Orders.QueryApi;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "PostgreSQL does not answer (SQLSTATE {SqlState}): cached orders are served, others get 503")]
    public static partial void DatabaseAway(this ILogger log, string? sqlState, Exception exception);

    [LoggerMessage(5, LogLevel.Information, "PostgreSQL answers again")]
    public static partial void DatabaseBack(this ILogger log);

    [LoggerMessage(2, LogLevel.Warning, "Warming up waits for PostgreSQL (SQLSTATE {SqlState}); next try in {Pause}")]
    public static partial void WarmUpFailed(this ILogger log, string? sqlState, TimeSpan pause);

    [LoggerMessage(3, LogLevel.Information, "Warmed up with {Orders} orders, {Bytes} bytes, in {Duration}")]
    public static partial void WarmedUp(this ILogger log, int orders, long bytes, TimeSpan duration);

    [LoggerMessage(4, LogLevel.Warning, "Kafka could not tell where {Topic} ends within {Wait}; warming up without: the orders will be compared with the database once it can")]
    public static partial void WarmUpWithoutKafka(this ILogger log, string topic, TimeSpan wait);

    [LoggerMessage(10, LogLevel.Information, "Following {Topic} in {Partitions} partitions")]
    public static partial void Following(this ILogger log, string topic, int partitions);

    [LoggerMessage(11, LogLevel.Warning, "Starting over at the end of {Topic}: {Reason}. Every cached order will be compared with the database before it is trusted again; next try in {Pause}")]
    public static partial void StartingOver(this ILogger log, string topic, string reason, TimeSpan pause);

    [LoggerMessage(12, LogLevel.Warning, "Skipped a record that is no change, heartbeat or reset: {Topic} {Partition} {Offset}")]
    public static partial void UnreadableRecord(this ILogger log, string topic, int partition, long offset);

    [LoggerMessage(13, LogLevel.Information, "Changes of partition {Partition} may have gone missing: every cached order will be compared with the database")]
    public static partial void ResetReceived(this ILogger log, int partition);

    [LoggerMessage(14, LogLevel.Debug, "{Topic} could not be described: {Reason}")]
    public static partial void TopicNotDescribed(this ILogger log, string topic, string reason);

    [LoggerMessage(20, LogLevel.Warning, "The dead letters could not be read: {Reason}")]
    public static partial void DeadLettersNotRead(this ILogger log, string reason);

    [LoggerMessage(21, LogLevel.Information, "Dead letter {Partition} {Offset} was replayed to {ToPartition} {ToOffset}, for the {Count}. time")]
    public static partial void Replayed(this ILogger log, int partition, long offset, int toPartition, long toOffset, long count);

    [LoggerMessage(22, LogLevel.Warning, "Dead letter {Partition} {Offset} could not be replayed: {Reason}")]
    public static partial void NotReplayed(this ILogger log, int partition, long offset, string reason);

    [LoggerMessage(23, LogLevel.Warning, "Replaying broke off after {Done} of {All} dead letters: {Reason}")]
    public static partial void ReplayBrokenOff(this ILogger log, int done, int all, string reason);

    [LoggerMessage(24, LogLevel.Debug, "Kafka client of the dead letters: {Message}")]
    public static partial void KafkaClient(this ILogger log, string message);

    [LoggerMessage(25, LogLevel.Warning, "The producer of replays cannot go on ({Code}): another one takes its place")]
    public static partial void ReplayProducerEnded(this ILogger log, ErrorCode code);
}

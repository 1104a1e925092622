using Confluent.Kafka;

namespace Orders.Producer;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "Waiting for the topic '{Topic}': {Why}")]
    public static partial void Waiting(ILogger logger, string topic, string why);

    [LoggerMessage(2, LogLevel.Information, "Sending to the topic '{Topic}'")]
    public static partial void TopicFound(ILogger logger, string topic);

    [LoggerMessage(3, LogLevel.Error, "The broker refused a message ({Code})")]
    public static partial void Refused(ILogger logger, ErrorCode code);

    [LoggerMessage(4, LogLevel.Warning, "Stopping with {Count} messages that the broker has not acknowledged")]
    public static partial void Unacknowledged(ILogger logger, long count);
}

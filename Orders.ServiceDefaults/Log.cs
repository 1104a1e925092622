using Microsoft.Extensions.Logging;

namespace Orders.ServiceDefaults;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Critical, "{Service} failed; the service stops with exit code 1")]
    public static partial void BackgroundServiceFailed(ILogger logger, Exception? exception, string service);

    [LoggerMessage(2, LogLevel.Information, "Standard input ended: the process that started this service is gone; stopping")]
    public static partial void StdinEnded(ILogger logger);

    [LoggerMessage(3, LogLevel.Warning, "Standard input cannot be read any more: whether the process that started this service is there cannot be known; stopping")]
    public static partial void StdinBroken(ILogger logger, Exception exception);

    [LoggerMessage(4, LogLevel.Information, "The kernel does not give this process the scheduling policy SCHED_BATCH ({Refusal}): answers cost more processor time than they have to")]
    public static partial void NoBatchScheduling(ILogger logger, string refusal);
}

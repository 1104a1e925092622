using Yarp.ReverseProxy.Forwarder;

namespace Orders.Gateway;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Destination} failed with {Error}; {Left} other destinations can be tried.")]
    public static partial void DestinationFailed(ILogger logger, string? destination, ForwarderError error, int left);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Host} is {Count} instances.")]
    public static partial void NameFound(ILogger logger, string host, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Host} cannot be looked up; {Count} instances are known from before.")]
    public static partial void NameNotFound(ILogger logger, string host, int count);
}

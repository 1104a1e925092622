using Yarp.ReverseProxy.Forwarder;

namespace Orders.Gateway;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Destination} failed with {Error}; {Left} other destinations can be tried.")]
    public static partial void DestinationFailed(ILogger logger, string? destination, ForwarderError error, int left);

    [LoggerMessage(Level = LogLevel.Information, Message = "Instances of {Host}: {Count}.")]
    public static partial void NameFound(ILogger logger, string host, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Host} cannot be looked up; instances known from before: {Count}.")]
    public static partial void NameNotFound(ILogger logger, string host, int count);
}

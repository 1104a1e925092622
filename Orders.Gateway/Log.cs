using Yarp.ReverseProxy.Forwarder;

namespace Orders.Gateway;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Destination} failed with {Error}; {Left} other destinations can be tried.")]
    public static partial void DestinationFailed(ILogger logger, string? destination, ForwarderError error, int left);
}

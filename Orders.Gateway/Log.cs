using Orders.Gateway.Limiting;
using Yarp.ReverseProxy.Forwarder;

namespace Orders.Gateway;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Destination} failed with {Error}; {Left} other destinations can be tried.")]
    public static partial void DestinationFailed(ILogger logger, string? destination, ForwarderError error, int left);

    [LoggerMessage(Message = "No API keys are set (Auth__ApiKeys): the operators' routes are {State}.")]
    public static partial void NoKeys(ILogger logger, LogLevel level, string state);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A client from {Network} sent an API key that is not valid.")]
    public static partial void WrongKey(ILogger logger, ClientNetwork network);

    [LoggerMessage(Level = LogLevel.Information, Message = "An operator (key {Key}) asked for {Method} {Route}: {Status}.")]
    public static partial void OperatorActed(ILogger logger, string? key, string method, string? route, int status);
}

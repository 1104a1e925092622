using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Orders.ServiceDefaults.Hosting;

/// <summary>Tells what a person can put right from a bug: only the former gets a line of its own instead of a stack trace.</summary>
internal static class StartFailure
{
    /// <returns>One line, or null when the exception is a bug.</returns>
    public static string? Describe(Exception exception) => exception switch
    {
        ConfigurationException wrong => OneLine(wrong.Message),
        OptionsValidationException invalid => OneLine(string.Join("; ", invalid.Failures)),
        IOException { InnerException: AddressInUseException } inUse =>
            OneLine($"{inUse.Message.TrimEnd('.')}. Stop what listens there, or set ASPNETCORE_URLS to a free address."),
        SocketException { SocketErrorCode: SocketError.AccessDenied or SocketError.AddressNotAvailable } refused =>
            OneLine($"Cannot listen on the addresses of ASPNETCORE_URLS: {refused.Message}."),
        AggregateException several when several.Flatten().InnerExceptions.Select(Describe).ToArray() is var lines && !lines.Contains(null) =>
            string.Join("; ", lines),
        _ => null,
    };

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}

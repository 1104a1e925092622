namespace Orders.Chaos.Requests.Running;

/// <summary>The settings of the services in each part of a run.</summary>
internal static class ServiceSettings
{
    /// <summary>
    /// Patient with each other, because a machine that is too busy is no finding; impatient with slow clients, so that a run need not wait
    /// for the usual ten seconds; and without limits for this one client, which would refuse nearly all that it asks.
    /// </summary>
    private static readonly Dictionary<string, string?> Usual = new()
    {
        ["Proxy__SilenceTimeout"] = "00:01:00",
        ["Proxy__RequestTimeout"] = "00:02:00",
        ["Proxy__ConnectTimeout"] = "00:00:30",
        ["Proxy__ProbeTimeout"] = "00:00:30",
        ["Limits__RequestHeadersTimeout"] = "00:00:03",
        ["Limits__SlownessGrace"] = "00:00:02",
        ["Limits__KeepAliveTimeout"] = "00:10:00",
        ["Limits__MaxConnections"] = "30000",
        ["Limits__RateLimits"] = "never",
        ["Limits__WrongKeysPerMinute"] = "1000000",
        ["Loading__Timeout"] = "00:01:00",
        ["DeadLetters__Timeout"] = "00:01:00",
        ["Auth__ApiKeys"] = null,
        ["Privacy__Mask"] = null,
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["DOTNET_ENVIRONMENT"] = null,
    };

    public static IReadOnlyDictionary<string, string?> Development => Usual;

    public static Dictionary<string, string?> Production(string keyHash, bool isLimited)
    {
        var settings = new Dictionary<string, string?>(Usual)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Auth__ApiKeys"] = $"chaos={keyHash}",
        };
        if (isLimited)
        {
            settings["Limits__RateLimits"] = null;
            settings["Limits__WrongKeysPerMinute"] = null;
        }

        return settings;
    }
}

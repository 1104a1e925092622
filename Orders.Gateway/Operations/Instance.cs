using System.Text.Json.Serialization;

namespace Orders.Gateway.Operations;

/// <summary>One process of a service.</summary>
/// <param name="Name">For people: <c>query-api-2</c>.</param>
/// <param name="Address">Where it answers; what it is known by from round to round.</param>
/// <param name="Host">The name that the address was found by, which the request says.</param>
internal sealed record Instance(string Name, string Service, Uri Address, string Host);

[JsonConverter(typeof(JsonStringEnumConverter<InstanceStatus>))]
internal enum InstanceStatus
{
    [JsonStringEnumMemberName("healthy")]
    Healthy,

    /// <summary>It answers, and says that it is not ready.</summary>
    [JsonStringEnumMemberName("unhealthy")]
    Unhealthy,

    [JsonStringEnumMemberName("unreachable")]
    Unreachable,
}

/// <param name="Description">What its checks say; empty when all is well.</param>
internal sealed record InstanceHealth(string Name, string Service, InstanceStatus Status, string Description);

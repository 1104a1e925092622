using System.ComponentModel.DataAnnotations;

namespace Orders.Gateway.Showing;

/// <summary>Section <c>Privacy</c>, which the query API reads as well.</summary>
internal sealed class PrivacyOptions
{
    /// <summary>
    /// From whom the personal members of an order are hidden: <see cref="When.Auto"/>, from callers without a key outside Development;
    /// <see cref="When.Always"/>, from everybody; <see cref="When.Never"/>, from nobody.
    /// </summary>
    [EnumDataType(typeof(When), ErrorMessage = "give auto, always or never")]
    public When Mask { get; init; } = When.Auto;
}

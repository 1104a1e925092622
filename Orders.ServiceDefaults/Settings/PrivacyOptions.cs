using System.ComponentModel.DataAnnotations;

namespace Orders.ServiceDefaults;

/// <summary>Who gets an order with its personal members masked.</summary>
public enum MaskMode
{
    /// <summary>Outside Development, whoever has no API key.</summary>
    Auto,

    /// <summary>Everybody, operators too.</summary>
    Always,

    Never,
}

/// <summary>Section <c>Privacy</c>.</summary>
public sealed class PrivacyOptions
{
    public const string Section = "Privacy";

    [EnumDataType(typeof(MaskMode), ErrorMessage = "must be auto, always or never")]
    public MaskMode Mask { get; set; } = MaskMode.Auto;
}

using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Orders.ServiceDefaults;

/// <summary>Says of values that are not of their setting's type which settings they are of, and what would do.</summary>
internal static class UnreadableValues
{
    /// <param name="section">What could not be bound to options of that type.</param>
    /// <returns>Null when no member of the options itself is to blame.</returns>
    public static string? Describe(IConfigurationSection section, Type options)
    {
        var unreadable = options.GetProperties()
            .Select(member => (Setting: section.GetSection(member.Name), Type: Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType))
            .Where(member => member.Setting.Value is not null && !CanBeRead(member.Setting, member.Type))
            .Select(member => $"{member.Setting.Path}: '{member.Setting.Value}' is {Refused(member.Type)}")
            .ToList();
        return unreadable.Count > 0 ? string.Join("; ", unreadable) : null;
    }

    private static bool CanBeRead(IConfigurationSection setting, Type type)
    {
        try
        {
            _ = setting.Get(type);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static string Refused(Type type) => type switch
    {
        { IsEnum: true } => $"none of {string.Join(", ", Enum.GetNames(type)).ToLowerInvariant()}",
        _ when type == typeof(TimeSpan) => "no duration, such as 00:00:05 or 1.12:00:00",
        _ when type == typeof(bool) => "neither true nor false",
        _ when type == typeof(int) => string.Create(CultureInfo.InvariantCulture, $"no whole number from {int.MinValue} to {int.MaxValue}"),
        _ when type == typeof(long) => string.Create(CultureInfo.InvariantCulture, $"no whole number from {long.MinValue} to {long.MaxValue}"),
        _ when type == typeof(double) => "no number, such as 0.5",
        _ => $"no {type.Name}",
    };
}

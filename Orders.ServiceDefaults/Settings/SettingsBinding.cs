using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Orders.ServiceDefaults;

public static class SettingsBinding
{
    /// <summary>
    /// Binds options to a section. A value that cannot be read, or that the class's attributes or
    /// <see cref="System.ComponentModel.DataAnnotations.IValidatableObject"/> refuse, stops the service when it starts.
    /// Members of members are not validated. A second call for the same class changes nothing.
    /// </summary>
    public static OptionsBuilder<TOptions> AddSettings<TOptions>(this IHostApplicationBuilder builder, string section)
        where TOptions : class
    {
        var options = builder.Services.AddOptions<TOptions>();
        if (builder.Services.Any(service => service.ImplementationInstance is SectionValidator<TOptions>))
        {
            // Bound again, a list would have each of its items twice.
            return options;
        }

        builder.Services.AddSingleton<IValidateOptions<TOptions>>(new SectionValidator<TOptions>(section));
        return options
            .Configure<IConfiguration>((target, configuration) => Bind(configuration.GetSection(section), target))
            .ValidateOnStart();
    }

    /// <summary>
    /// Stops the start with a clear line when <c>ConnectionStrings:{name}</c> is missing or malformed; clients would only say so when
    /// first used.
    /// </summary>
    /// <param name="parse">The client's own parser; what it refuses is an <see cref="ArgumentException"/>, whose message names the keyword and no value.</param>
    public static string RequireConnectionString(this IHostApplicationBuilder builder, string name, Action<string>? parse = null)
    {
        var value = builder.Configuration.GetConnectionString(name);
        if (string.IsNullOrWhiteSpace(value))
        {
            throw new ConfigurationException($"The connection string '{name}' is missing: set ConnectionStrings__{name}.");
        }

        try
        {
            parse?.Invoke(value);
            return value;
        }
        catch (ArgumentException malformed)
        {
            throw new ConfigurationException($"The connection string ConnectionStrings__{name} cannot be read: {malformed.Message}", malformed);
        }
    }

    private static void Bind<TOptions>(IConfigurationSection section, TOptions options)
    {
        try
        {
            section.Bind(options);
        }
        catch (InvalidOperationException exception)
        {
            // The binder's message names the key too, but what it expected only by a type of .NET.
            throw new ConfigurationException(UnreadableValues.Describe(section, typeof(TOptions)) ?? exception.Message, exception);
        }
    }
}

using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Orders.Gateway.Admitting;
using Orders.ServiceDefaults;

namespace Orders.Gateway.Showing;

/// <summary>Decides who sees an order in full. The query API, which has the documents, is told by a header and does the masking.</summary>
internal sealed class Views(IOptions<PrivacyOptions> options, IHostEnvironment environment)
{
    public const string Header = "X-Orders-View";

    private static readonly StringValues Full = "full";
    private static readonly StringValues Masked = "masked";

    private readonly bool _holds = options.Value.Mask.Holds(environment);
    private readonly bool _fromOperatorsToo = options.Value.Mask == When.Always;

    public bool IsMasked(Caller caller) => _holds && (_fromOperatorsToo || !caller.IsOperator);

    public StringValues Of(Caller caller) => IsMasked(caller) ? Masked : Full;
}

internal static class ViewsPipeline
{
    public static void AddViews(this WebApplicationBuilder builder)
    {
        builder.AddSettings<PrivacyOptions>("Privacy");
        builder.Services.AddSingleton<Views>();
    }

    /// <summary>Whatever the client says of its own view is overwritten.</summary>
    public static void UseViews(this WebApplication app)
    {
        var views = app.Services.GetRequiredService<Views>();
        app.Use((context, next) =>
        {
            context.Request.Headers[Views.Header] = views.Of(context.Caller());
            return next(context);
        });
    }
}

using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Orders.Contracts;
using Orders.ServiceDefaults;

namespace Orders.QueryApi.Masking;

/// <summary>Decides whether a request gets documents masked. The gateway says who asks; a request that came past it is nobody's.</summary>
internal sealed class Views(IOptions<PrivacyOptions> options, IHostEnvironment environment)
{
    private readonly MaskMode _mode = options.Value.Mask;
    private readonly bool _maskUnlabelled = !environment.IsDevelopment();

    public bool IsMasked(HttpContext context)
    {
        if (_mode != MaskMode.Auto)
        {
            return _mode == MaskMode.Always;
        }

        var view = context.Request.Headers[OrdersView.Header];
        return view.Count == 0 ? _maskUnlabelled : view != OrdersView.Full;
    }

    /// <summary>Tells the client that what it gets is masked.</summary>
    public static void Mark(HttpResponse response) => response.Headers[OrdersView.MaskedHeader] = MaskedValue;

    private static readonly StringValues MaskedValue = "true";
}

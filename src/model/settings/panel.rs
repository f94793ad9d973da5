//! Settings of meshPanel.

use super::TextEntry;
use crate::model::record::record;

record! {
    /// Settings of meshPanel.
    pub struct PanelSettings {
        /// `mesh.panel.environment.mesh.registration`.
        registration: Option<Registration> = "registration",
        /// `mesh.panel.environment.motd`; before 2025.52.0 (I50).
        motd: Option<MessageOfTheDay> = "motd",
        /// `mesh.panel.environment`, the part about Plausible.
        plausible: Option<Plausible> = "plausible",
        /// `panel.ui`, also written `panel.environment.ui` and `environment.ui`.
        ui: Option<PanelUi> = "ui",
        /// `panel.mesh.dashboardNotification`.
        dashboard_notification: Option<DashboardNotification> = "dashboardNotification",
        /// `payment:payment-description`: how users get a payment method, HTML. Only a release note names it.
        payment_description: Option<String> = "payment-description",
        /// `web.sso`.
        sso: Option<Sso> = "sso",
    }
}

record! {
    /// `mesh.panel.environment.mesh.registration`: what the wizard for new workspaces asks for.
    pub struct Registration {
        /// Whether it asks for a payment method; the same as in `meshfed.web.register` (I01).
        require_payment: bool = "requirePayment",
    }
}

record! {
    /// `mesh.panel.environment.motd`: a banner on the home screen, for anonymous visitors, too.
    ///
    /// The times are texts: the browser reads them with `Date.parse`, and what it takes beyond ISO 8601 has always
    /// been written down here.
    pub struct MessageOfTheDay {
        /// What it says, HTML.
        message: String = "message",
        /// The instant at which it appears, such as `2025-06-30T20:00:00Z`; before the end (I16).
        start_time: String = "startTime",
        /// The instant at which it goes.
        end_time: String = "endTime",
    }
}

record! {
    /// `mesh.panel.environment`, the part about Plausible; since 2023.2.0 (I50).
    pub struct Plausible {
        /// Whether the use of the panel is counted, without names. The customer has to have agreed.
        activate_plausible_tracking: bool = "activatePlausibleTracking",
    }
}

record! {
    /// `panel.ui`: texts of the panel. All of them may hold HTML, which is sanitised.
    pub struct PanelUi {
        /// What stands there when the backend cannot be reached.
        connectivity_error: String = "connectivityError",
        /// Which login it takes to register.
        idp_register: Option<String> = "idpRegister",
        /// Which login it takes to accept an invitation.
        idp_accept_customer_user_role_request: Option<String> = "idpAcceptCustomerUserRoleRequest",
        /// What stands there when somebody else has the cost centre.
        duplicate_cost_center: Option<String> = "duplicateCostCenter",
        /// How confidential the data is, in the navigation bar.
        confidentiality_level: Option<String> = "confidentialityLevel",
        /// The terms, where a project is made.
        platform_terms_note: Option<String> = "platformTermsNote",
        /// `panel.ui.costCenter`.
        cost_center: Option<CostCenter> = "costCenter",
        /// `panel.ui.costLimitation`.
        cost_limitation: Option<CostLimitation> = "costLimitation",
        /// `environment.ui.externalPaymentMethodUrl`: where a new payment method is asked for, an absolute URL. The
        /// type of it was never published.
        external_payment_method_url: Option<String> = "externalPaymentMethodUrl",
    }
}

record! {
    /// `panel.ui.costCenter`: payment methods that are cost centres; of use while payment is required.
    pub struct CostCenter {
        /// The customer's word for a cost centre.
        alias: String = "alias",
        /// A regular expression that numbers of cost centres match.
        validation_pattern: String = "validationPattern",
        /// What stands there when one does not.
        validation_error_msg: String = "validationErrorMsg",
    }
}

record! {
    /// `panel.ui.costLimitation`: payment methods that are budgets.
    pub struct CostLimitation {
        /// What the keys of such a payment method are called.
        aliases: Vec<TextEntry> = "aliases",
    }
}

record! {
    /// `panel.mesh.dashboardNotification`: what the dashboard warns of.
    pub struct DashboardNotification {
        /// Whether it warns of workspaces with too few managers for approvals by two (I15).
        show_4_eye_principle_warning: Option<bool> = "show4EyePrincipleWarning",
    }
}

record! {
    /// `web.sso`: how logins start.
    pub struct Sso {
        /// The only identity provider, to which logins go straight away (I18).
        kc_idp_hint: String = "kc_idp_hint",
    }
}
